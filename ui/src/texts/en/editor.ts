// The words of the mapping editor: one mapping being changed, and what is proposed for it.

export const editor = {
  headingNew: 'New mapping',
  heading: (target: string) => `Edit the mapping to ${target}`,
  kind: 'Mapping type',
  kinds: { direct: 'Direct', constant: 'Constant', expression: 'Expression' },
  target: 'Target attribute',
  targetHint: 'Choose one, or type the full name of an extension attribute.',
  source: 'Source attribute',
  sourcesInFile: 'In your file',
  sourcesOther: 'Not in your file',
  sourceNone: 'No known attribute of this name. It is taken as you type it.',
  targetNone: 'No known target of this name. It is taken as you type it.',
  constantValue: 'Constant value',
  expression: 'Expression',
  expressionHint: 'Attributes in [brackets], texts in "quotation marks".',
  result: (person: string) => `For ${person}`,
  resultNobody: 'Choose a person to see the result.',
  position: (column: number) => `at character ${column}`,
  defaultIfNull: 'Default value if empty',
  defaultHint: 'Optional. Entra uses it only when it creates a person.',
  apply: 'Apply this mapping',
  applies: { always: 'Always', onCreation: 'Only during object creation' },
  matching: 'Match objects using this attribute',
  matchingNo: 'No',
  matchingOption: (precedence: number) => `Yes, precedence ${precedence}`,
  more: 'Default value, when it applies, matching',
  save: 'Save mapping',
  saving: 'Saving…',
  cancel: 'Cancel',
  remove: 'Remove mapping',
  needTarget: 'Choose a target attribute first.',
  needSource: 'Choose a source attribute first.',
  needExpression: 'Write an expression first.',
};

export const suggestion = {
  label: 'Suggestion',
  title: (attribute: string) => `${attribute} holds a chain:`,
  nothing: 'nothing',
  more: 'The expressions',
  moreHint: 'and more examples',
  text: (share: string, levels: number) =>
    `${share} of the people have it. Sent as it is, the vendor sees one long name; split, it sees ${levels} levels.`,
  use: (levels: number) =>
    levels === 2
      ? 'Use these two levels'
      : levels === 3
        ? 'Use these three levels'
        : `Use these ${levels} levels`,
  undoable: 'You can undo this.',
  level: 'Target',
  before: 'Now',
  after: 'Then',
  expression: 'Expression',
  dismiss: 'Not now',
  done: (levels: number) => `Mapped to ${levels} levels. Undo takes it back.`,
};
