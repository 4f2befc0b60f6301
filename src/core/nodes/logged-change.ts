import type { Subject } from '../store-changes.ts';

/** A change as every node hears of it: changes are numbered in the order of their commits, without gaps. */
export interface LoggedChange {
  readonly number: number;
  readonly subjects: readonly Subject[];
}

/** A change as it is announced: what it touched is left out where it would not fit. */
export type AnnouncedChange = Pick<LoggedChange, 'number'> & Partial<LoggedChange>;

const letters = { token: 't', account: 'a', resource: 'r', irregular: 'i' } as const satisfies Record<
  Subject['type'],
  string
>;
const types = new Map(Object.entries(letters).map(([type, letter]) => [letter, type as Subject['type']]));

/** Subjects as text, `t12 a3`, each once. */
export function encodeSubjects(subjects: readonly Subject[]): string {
  return [...new Set(subjects.map(({ type, id }) => `${letters[type]}${id}`))].join(' ');
}

/** Reads subjects; null for a text that this version cannot read, after which everything is to be forgotten. */
export function parseSubjects(text: string): readonly Subject[] | null {
  const subjects: Subject[] = [];
  for (const word of text === '' ? [] : text.split(' ')) {
    const [, letter = '', id = ''] = /^([a-z])(\d{1,15})$/.exec(word) ?? [];
    const type = types.get(letter as 't');
    if (type === undefined) return null;
    subjects.push({ type, id: Number(id) });
  }
  return subjects;
}
