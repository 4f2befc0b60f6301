/** Every installation is one organization (gitlab.md, section 0). */
export const ORGANIZATION_ID = 1;
