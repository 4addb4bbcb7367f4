import type { ColumnId } from './board-columns.ts';
import { type BoardView, orderedBy, withColumn, withCompared, withPin } from './board-view.ts';

/** A change of a view as data: the server says which, the browser takes it from the newest view that it knows. */
export type ViewStep =
  | { readonly change: 'pin' | 'compare'; readonly entryId: string }
  | { readonly change: 'column' | 'order'; readonly column: ColumnId };

/** The view after a step; null where it cannot be taken. */
export function stepped(view: BoardView, step: ViewStep): BoardView | null {
  switch (step.change) {
    case 'pin':
      return withPin(view, step.entryId);
    case 'compare':
      return withCompared(view, step.entryId);
    case 'column':
      return withColumn(view, step.column);
    case 'order':
      return orderedBy(view, step.column);
  }
}

/** Whether a view has what a step is about, which the step then takes away. */
export function holds(view: BoardView, step: ViewStep): boolean {
  switch (step.change) {
    case 'pin':
      return view.pins.includes(step.entryId);
    case 'compare':
      return view.compare.includes(step.entryId);
    case 'column':
      return view.columns.includes(step.column);
    case 'order':
      return view.order === step.column;
  }
}
