import { builtApps, startApps } from './apps.ts';
import { runClusterboard } from './run.ts';

/** `npm start`, once everything is installed and built. */
export const main = (): Promise<number> =>
  runClusterboard((settings, parts, seeding) => startApps(builtApps(settings), settings, parts, seeding));
