// Which parts of the mapping step are in view, kept over a look at another step.

/** What is folded out below the bar. */
export type Panel = 'file' | 'unchecked' | 'scope' | 'schema' | 'changes';
/** What stands side by side in a wide window, and behind tabs in a narrow one. */
export type Pane = 'people' | 'mappings' | 'organisation';

export class View {
  panel: Panel | null = $state(null);
  pane: Pane = $state('mappings');
  /** What the middle shows of the chosen person. */
  middle: 'values' | 'requests' = $state('values');
  /** The mappings are looked at without a file. */
  withoutFile = $state(false);
  /** The trace of an expression is shown. */
  traceOpen = $state(true);

  /** Shows where Entra's schema is opened, with or without people. */
  showSchema(): void {
    this.panel = 'schema';
    this.withoutFile = true;
  }
}
