// The text field of an expression, on CodeMirror. Loaded when the first expression is opened, so that
// the first screen does not carry it. It knows keys, colours and places; what is wrong, Rust says.

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from '@codemirror/autocomplete';
import { history, historyKeymap, standardKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { nextDiagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, keymap, tooltips, type DecorationSet } from '@codemirror/view';
import type { Diagnostic, FunctionEntry, Span } from '../../../bindings';
import { hasError } from '../../../lib/severity';
import { callAt, complete, type Offer } from './completion';
import { expressionLanguage } from './language';
import './surface.css';

export type SurfaceOptions = {
  text: string;
  /** The ids of what names and describes the field. */
  labelledBy: string;
  describedBy: string;
  /** What can be completed, asked for each time. */
  offer: () => Offer;
  onchange: (text: string) => void;
  /** How many letters it takes, and who is told how many there would have been of what was not taken. */
  most: number;
  ontoolong: (letters: number) => void;
  oncaret: (caret: number) => void;
  /** Ctrl+Enter; Enter alone makes a new line. */
  onsubmit: () => void;
  /** F1, with the name that the caret is in. */
  onhelp: (name: string) => void;
};

export type Surface = {
  /** Takes over a text that was changed elsewhere, as an edit that can be undone. */
  write: (text: string) => void;
  /** Puts a call to a function at the caret. */
  insert: (entry: FunctionEntry) => void;
  /** Underlines what is wrong, and says whether the text is refused. */
  diagnose: (diagnostics: Diagnostic[]) => void;
  /** Marks a piece of the text, or nothing. */
  mark: (span: Span | null) => void;
  select: (span: Span) => void;
  focus: () => void;
  destroy: () => void;
};

const markEffect = StateEffect.define<Span | null>();
const marked = Decoration.mark({ class: 'cm-marked' });

const markField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(decorations, transaction) {
    let next = decorations.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(markEffect)) continue;
      const span = effect.value && within(transaction.state, effect.value);
      next = span && span.from < span.to ? Decoration.set(marked.range(span.from, span.to)) : Decoration.none;
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Tells whether the text is refused, for those who cannot see the underline. */
const refusedEffect = StateEffect.define<boolean>();
const refusedField = StateField.define<boolean>({
  create: () => false,
  update: (refused, transaction) =>
    transaction.effects.reduce((now, effect) => (effect.is(refusedEffect) ? effect.value : now), refused),
  provide: (field) =>
    EditorView.contentAttributes.from(field, (refused): Record<string, string> =>
      refused ? { 'aria-invalid': 'true' } : {},
    ),
});

/** An answer may be about a longer text than the one that stands there now. */
function within(state: EditorState, span: Span): { from: number; to: number } {
  const to = Math.min(span.end, state.doc.length);
  return { from: Math.min(span.start, to), to };
}

/** Makes the field inside `parent`. */
export function createSurface(parent: HTMLElement, options: SurfaceOptions): Surface {
  const wordAt = (state: EditorState) => {
    const word = state.wordAt(state.selection.main.head);
    return word ? state.sliceDoc(word.from, word.to) : '';
  };
  const does = (action: (view: EditorView) => void) => (view: EditorView) => {
    action(view);
    return true;
  };
  // Tauri stamps the page's own <style> with the nonce that the content security policy asks for.
  const nonce = document.querySelector('style')?.nonce ?? '';

  const pane = parent.closest('main') ?? document.body;
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorView.lineWrapping,
        history(),
        // A text that is too long already may become shorter.
        EditorState.changeFilter.of(({ newDoc, startState }) => {
          if (newDoc.length <= Math.max(options.most, startState.doc.length)) return true;
          options.ontoolong(newDoc.length);
          return false;
        }),
        expressionLanguage,
        bracketMatching(),
        closeBrackets(),
        autocompletion({
          override: [(context) => complete(context, options.offer())],
          icons: false,
          maxRenderedOptions: 60,
          // Reading down the list is what most do here; the best match stays on top.
          selectOnOpen: true,
        }),
        // Over the columns beside this one, and within what is seen of the step.
        tooltips({ parent: pane, tooltipSpace: () => pane.getBoundingClientRect() }),
        markField,
        refusedField,
        keymap.of([
          { key: 'Mod-Enter', run: does(options.onsubmit) },
          { key: 'F1', run: does((here) => options.onhelp(wordAt(here.state))) },
          { key: 'F8', run: nextDiagnostic },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...historyKeymap,
          // Tab is not among them: it leaves the field.
          ...standardKeymap,
        ]),
        EditorView.contentAttributes.of({
          'aria-labelledby': options.labelledBy,
          'aria-describedby': options.describedBy,
          autocapitalize: 'off',
          autocorrect: 'off',
          spellcheck: 'false',
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onchange(update.state.doc.toString());
          if (update.docChanged || update.selectionSet) options.oncaret(update.state.selection.main.head);
        }),
      ],
    }),
  });
  // Line ends of other systems are one letter here, and places are counted in this text.
  if (view.state.doc.toString() !== options.text) options.onchange(view.state.doc.toString());

  return {
    write(text) {
      const present = view.state.doc.toString();
      if (text === present) return;
      closeCompletion(view);
      // Only what differs is changed, so that the caret and what is marked keep their places.
      let from = 0;
      while (from < Math.min(text.length, present.length) && text[from] === present[from]) from += 1;
      let kept = 0;
      const room = Math.min(text.length, present.length) - from;
      while (kept < room && text.at(-1 - kept) === present.at(-1 - kept)) kept += 1;
      const changes = { from, to: present.length - kept, insert: text.slice(from, text.length - kept) };
      view.dispatch({ changes, userEvent: 'input', filter: false });
    },
    insert(entry) {
      const { from, to } = view.state.selection.main;
      const call = callAt(view, entry, to);
      view.dispatch({
        changes: { from, to, insert: call.text },
        selection: { anchor: from + call.caret },
        scrollIntoView: true,
        userEvent: 'input',
      });
      view.focus();
    },
    diagnose(diagnostics) {
      const { state } = view;
      view.dispatch(
        setDiagnostics(
          state,
          diagnostics.map((diagnostic) => ({
            ...within(state, diagnostic.span),
            severity: diagnostic.severity,
            message: diagnostic.message,
          })),
        ),
        { effects: refusedEffect.of(hasError(diagnostics)) },
      );
    },
    mark: (span) => view.dispatch({ effects: markEffect.of(span) }),
    select(span) {
      const { from, to } = within(view.state, span);
      view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
      view.focus();
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
