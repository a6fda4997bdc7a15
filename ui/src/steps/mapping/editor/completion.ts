// What is offered while an expression is typed: the functions, each with its signature, one sentence
// and an example with its result, and the source attributes, those of the loaded file first.

import {
  insertCompletionText,
  pickedCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { EditorView } from '@codemirror/view';
import type { FunctionEntry, SourceChoice } from '../../../bindings';
import { t } from '../../../texts';
import { inWords } from '../values/outcome';

/** What can be offered; it changes with the person and the file. */
export type Offer = { functions: FunctionEntry[]; sources: SourceChoice[] };

/** Returns what stands to be completed at the caret, with the options for it. */
export function complete(context: CompletionContext, offer: Offer): CompletionResult | null {
  const inside = syntaxTree(context.state).resolveInner(context.pos, -1);
  const open = context.state.sliceDoc(inside.from, context.pos);
  // The letters of a text are nobody's name; right after its end something new may begin.
  if (inside.name === 'text' && (!open.endsWith('"') || open === '"')) return null;
  const bracket = context.matchBefore(/\[[^\](),"\n=]*/);
  if (bracket)
    return { from: bracket.from, options: attributes(offer.sources), validFor: /^\[[^\](),"\n=]*$/ };
  const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_]*/u);
  if (!word && !context.explicit) return null;
  return {
    from: word?.from ?? context.pos,
    options: [...offer.functions.map(functionOption), ...attributes(offer.sources)],
    validFor: /^[\p{L}\p{N}_]*$/u,
  };
}

function functionOption(entry: FunctionEntry): Completion {
  return {
    label: entry.name,
    detail: entry.signature.slice(entry.name.length),
    type: 'function',
    info: () => described(entry),
    // What is documented for this kind of provisioning comes first.
    boost: entry.dialectNote === null ? 1 : -20,
    apply: (view, option, from, to) => {
      const call = callAt(view, entry, to);
      view.dispatch({
        ...insertCompletionText(view.state, call.text, from, to),
        selection: { anchor: from + call.caret },
        annotations: pickedCompletion.of(option),
      });
    },
  };
}

/** Returns what to write for a function, and where the caret then stands. */
export function callAt(view: EditorView, entry: FunctionEntry, at: number): { text: string; caret: number } {
  const caret = entry.name.length + (entry.parameters.length > 0 ? 1 : 2);
  // Before an opening bracket only the name was missing.
  if (view.state.sliceDoc(at, at + 1) === '(') return { text: entry.name, caret: entry.name.length + 1 };
  return { text: entry.call, caret };
}

function attributes(sources: SourceChoice[]): Completion[] {
  const anyInFile = sources.some(({ inFile }) => inFile);
  return sources.map(({ name, inFile, note }) => ({
    label: `[${name}]`,
    detail: [anyInFile && !inFile ? t.mapping.editor.notInFile : '', note].filter(Boolean).join(' · '),
    type: 'property',
    boost: inFile ? 0 : -10,
    apply: (view, option, from, to) => {
      const end = view.state.sliceDoc(to, to + 1) === ']' ? to + 1 : to;
      view.dispatch({
        ...insertCompletionText(view.state, `[${name}]`, from, end),
        annotations: pickedCompletion.of(option),
      });
    },
  }));
}

function described(entry: FunctionEntry): HTMLElement {
  const box = document.createElement('div');
  const add = (tag: string, className: string, text: string) => {
    const element = box.appendChild(document.createElement(tag));
    element.className = className;
    element.textContent = text;
  };
  const words = t.mapping.functions;
  add('p', 'signature', entry.signature);
  add('p', 'summary', entry.summary);
  if (entry.dialectNote !== null) add('p', 'note', entry.dialectNote);
  add('p', 'example', entry.example);
  add('p', 'result', words.gives(inWords(entry.result), entry.person));
  return box;
}
