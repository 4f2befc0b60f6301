import { type Static, Type } from 'typebox';
import { ownership } from './ownership.ts';
import { wireTypes } from './wire-types.ts';

const { id, nullable } = wireTypes;

/** The feature flags client whose token was presented. */
export const featureFlagsClientEntity = Type.Object(
  {
    id: id('Id of the client'),
    project_id: nullable(id('Id of its project')),
    ...ownership,
  },
  { title: 'FeatureFlagsClient' },
);

export type FeatureFlagsClientEntity = Static<typeof featureFlagsClientEntity>;
