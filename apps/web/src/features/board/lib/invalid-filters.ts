import { writeFilter } from './board-filter.ts';
import { parseBoardView } from './board-view.ts';
import { firstText, type SearchParams } from './search-params.ts';

const maxQuoteLength = 40;

/** What a board's URL asks of entries and cannot be read: "parameters to “1.5 million”". */
export function invalidFilters(params: SearchParams): string[] {
  const { filter, asOf } = parseBoardView(params);
  return [...writeFilter(filter), ['as-of', asOf] as const].flatMap(([name, read]) => {
    const text = firstText(params[name]);
    return read !== null || text === ''
      ? []
      : [`${name.replaceAll('-', ' ')} “${text.slice(0, maxQuoteLength)}”`];
  });
}
