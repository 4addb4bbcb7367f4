import './strict-zod.ts';

import { zodResolver } from '@hookform/resolvers/zod';
import { submitValues } from './submit-values.ts';

export const submitResolver = zodResolver(submitValues);
