import { createDatabase } from '@clusterboard/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from '../../../test/api.fixture.ts';
import { addBenchmark } from '../../catalogue/catalogue.fixture.ts';

const api = useApi({ statementMilliseconds: 1000 });
beforeAll(() => addBenchmark(api.database, 'clothes'));

describe('the time of a statement', () => {
  const ask = () => api.ask('{ benchmark(slug: "clothes") { pendingCount } }');

  it('is bounded, and the answer says so', async () => {
    expect((await ask()).errors).toEqual([]);
    const other = createDatabase(api.databaseUrl);
    const errors = await other.$transaction(
      async (transaction) => {
        await transaction.$executeRaw`LOCK TABLE "Submission" IN ACCESS EXCLUSIVE MODE`;
        return (await ask()).errors;
      },
      { timeout: 60_000 },
    );
    await other.$disconnect();
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['QUERY_TOO_SLOW']);
    expect((await ask()).errors).toEqual([]);
  });
});
