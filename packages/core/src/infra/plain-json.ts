import type { Prisma } from '@clusterboard/database/client';

/** A JSON column's value: what JSON can say of an object, without its undefined fields. */
export const plainJson = (value: object): Prisma.InputJsonObject => JSON.parse(JSON.stringify(value));
