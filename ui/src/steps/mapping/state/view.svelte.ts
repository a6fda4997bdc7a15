// Which parts of the mapping step are in view, kept over a look at another step.

/** What is folded out below the bar. */
export type Panel = 'file' | 'unchecked' | 'scope' | 'schema' | 'changes';
/** Where one is: before the organisation as it will arrive, or at the mappings that it is made by. */
export type Room = 'look' | 'edit';

export class View {
  panel: Panel | null = $state(null);
  room: Room = $state('look');
  /** The drawer with the list of people is open. */
  peopleOpen = $state(false);
  /** What the middle shows of the chosen person. */
  middle: 'values' | 'requests' = $state('values');
  /** The mappings are looked at without a file. */
  withoutFile = $state(false);
  /** The trace of an expression is shown. */
  traceOpen = $state(true);

  /** Shows where Entra's schema is opened, with or without people. */
  showSchema(): void {
    this.panel = 'schema';
    this.room = 'edit';
    this.withoutFile = true;
  }
}
