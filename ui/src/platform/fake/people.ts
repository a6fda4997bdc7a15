// Made-up people.

export type Person = Record<string, string>;

const first = 'Astrid Bjørn Camilla Dag Eline Frode Guro Håkon Ingrid Jonas Kari Lars Maja Nils Oda'.split(
  ' ',
);
const last = 'Aas Berg Dahl Eide Foss Gran Haug Iversen Juul Krog Lie Moen Nes Opdal'.split(' ');
const chains = [
  'Nordlys AS > Operations > Warehouse',
  'Nordlys AS > Operations > Transport',
  'Nordlys AS > Sales > Key accounts',
  'Nordlys AS > Sales > Retail',
  'Nordlys AS > Staff > Finance',
  'Nordlys AS > Staff > IT',
  'Fjordkraft Drift > Plants > Maintenance',
  'Fjordkraft Drift > Plants > Control room',
];
const titles = ['Team lead', 'Adviser', 'Operator', 'Controller', 'Account manager'];

/** Makes `count` people; every eleventh has no e-mail and every ninth no department. */
export function makePeople(count: number): Person[] {
  return Array.from({ length: count }, (_, index) => {
    const givenName = first[index % first.length]!;
    const surname = last[(index * 5) % last.length]!;
    const address = `${givenName}.${surname}${index >= 100 ? index : ''}@nordlys.example`
      .toLowerCase()
      .replace(/[åø]/g, (letter) => (letter === 'å' ? 'a' : 'o'));
    return {
      displayName: `${givenName} ${surname}`,
      givenName,
      surname,
      userPrincipalName: address,
      mail: index % 11 === 3 ? '' : address,
      jobTitle: titles[index % titles.length]!,
      department: index % 9 === 4 ? '' : chains[(index * index) % chains.length]!,
      companyName: 'Nordlys AS',
      country: 'NO',
      accountEnabled: index % 17 === 6 ? 'False' : 'True',
      mobile: index % 3 === 0 ? '+47 900 00 000' : '',
    };
  });
}
