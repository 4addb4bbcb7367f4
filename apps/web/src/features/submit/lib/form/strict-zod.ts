import { z } from 'zod';

// The page's content policy forbids what zod compiles its schemas with, and reports the attempt. It is
// made when a schema is defined: whatever leads to one must import this first.
z.config({ jitless: true });
