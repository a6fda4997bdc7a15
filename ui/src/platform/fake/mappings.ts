// The mappings of the profile that the fake wizard uses, and what they are made of.

import type { Mapping } from '../../bindings';

export const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:';
export const direct = (attribute: string, target: string, matching: number | null = null): Mapping => ({
  source: { kind: 'direct', attribute },
  target,
  defaultIfNull: null,
  apply: 'always',
  matching,
});

/** The mappings of the profile that the fake wizard uses. */
export const profileMappings: Mapping[] = [
  direct('userPrincipalName', 'userName', 1),
  {
    ...direct('', 'active'),
    source: { kind: 'expression', text: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")' },
  },
  direct('displayName', 'displayName'),
  direct('mail', 'emails[type eq "work"].value'),
  direct('givenName', 'name.givenName'),
  direct('surname', 'name.familyName'),
  {
    ...direct('', 'name.formatted'),
    source: { kind: 'expression', text: 'Join(" ", [givenName], [surname])' },
  },
  direct('jobTitle', 'title'),
  direct('mobile', 'phoneNumbers[type eq "mobile"].value'),
  direct('department', `${enterprise}department`),
];

/** What a vendor's profile would suggest for `division`. */
export const suggestedSources = [
  { name: 'country', inFile: true, note: 'Where each country is a division.' },
  { name: 'extensionAttribute1', inFile: false, note: '' },
];

export const level = (place: number) => `Trim(Item(Split([department], ">"), ${place}))`;
