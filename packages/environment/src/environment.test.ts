import { totalmem } from 'node:os';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  EnvironmentError,
  readApiEnvironment,
  readCommandEnvironment,
  readStartEnvironment,
  readWebEnvironment,
  readWorkerEnvironment,
} from './index.ts';

const services = {
  DATABASE_URL: 'postgresql://someone@127.0.0.1:5432/clusterboard',
  REDIS_URL: 'redis://127.0.0.1:6379',
  DATA_DIR: 'data',
};

const faultsOf = (read: () => unknown): readonly string[] => {
  try {
    read();
  } catch (error) {
    if (error instanceof EnvironmentError) return error.faults;
    throw error;
  }
  return [];
};

describe('the environment of the API', () => {
  it('has a default for all but the services and the data directory', () => {
    expect(readApiEnvironment(services)).toEqual({
      databaseUrl: services.DATABASE_URL,
      redisUrl: services.REDIS_URL,
      dataDir: resolve('data'),
      port: 4000,
      uploadLimitBytes: 1_073_741_824,
      submissionsPerClient: 20,
      siteUrl: undefined,
      logLevel: 'info',
    });
  });

  it('names every fault at once', () => {
    const wrong = { REDIS_URL: 'http://host', DATA_DIR: ' ', API_PORT: '65536', LOG_LEVEL: 'loud' };
    const faults = faultsOf(() => readApiEnvironment(wrong));
    expect(faults).toEqual([
      'DATABASE_URL is missing',
      'REDIS_URL=http://host: expected a URL such as redis://host:6379',
      'API_PORT=65536: expected an integer from 1 to 65535',
      'DATA_DIR is missing',
      expect.stringContaining('LOG_LEVEL=loud: '),
    ]);
  });

  it.each(['0', '-1', '1.5', '0x10', '1e3', '４０００'])('refuses the port %s', (API_PORT) => {
    expect(faultsOf(() => readApiEnvironment({ ...services, API_PORT }))).toHaveLength(1);
  });
});

describe('the environment of the command', () => {
  it('needs nothing, and runs encoders as the worker does', () => {
    const { databaseUrl, redisUrl, logLevel, dataDir, controlGroup, ...encoder } =
      readWorkerEnvironment(services);
    const unset = { dataDir: undefined, executionProvidersChosen: false };
    const runner = { ...encoder.runner, sandbox: 'auto' };
    expect(readCommandEnvironment({})).toEqual({ ...unset, ...encoder, runner });
    expect(readCommandEnvironment({ DATA_DIR: 'data' }).dataDir).toBe(dataDir);
  });

  it('knows whether providers were chosen', () => {
    expect(readCommandEnvironment({ EXECUTION_PROVIDERS: 'cpu' }).executionProvidersChosen).toBe(true);
    expect(readCommandEnvironment({ EXECUTION_PROVIDERS: ' ' }).executionProvidersChosen).toBe(false);
  });

  it('names what is wrong', () => {
    expect(faultsOf(() => readCommandEnvironment({ WORKER_THREADS: '0' }))).toHaveLength(1);
  });
});

describe('the environment of the worker', () => {
  it('reads the providers in their order', () => {
    const read = readWorkerEnvironment({ ...services, EXECUTION_PROVIDERS: 'coreml, cpu' });
    expect(read.executionProviders).toEqual(['coreml', 'cpu']);
    expect(read.runner).toEqual({
      wallClockSeconds: 1800,
      probeSeconds: 60,
      memoryMebibytes: 4096,
      sandbox: 'bubblewrap',
    });
    expect(read.threads).toBeGreaterThan(0);
  });

  it('gives a probe no more time than a model', () => {
    const read = (given: Record<string, string>) =>
      readWorkerEnvironment({ ...services, ...given }).runner.probeSeconds;
    expect(read({ RUNNER_PROBE_SECONDS: '20' })).toBe(20);
    expect(read({ RUNNER_PROBE_SECONDS: '20', RUNNER_WALL_CLOCK_SECONDS: '10' })).toBe(10);
  });

  it('prefers CUDA and falls back to the CPU when nothing is said', () => {
    expect(readWorkerEnvironment({ ...services, EXECUTION_PROVIDERS: '' }).executionProviders).toEqual([
      'cuda',
      'cpu',
    ]);
  });

  it('refuses a provider and a sandbox that it does not know', () => {
    const faults = faultsOf(() =>
      readWorkerEnvironment({ ...services, EXECUTION_PROVIDERS: 'cpu,tpu', RUNNER_SANDBOX: 'chroot' }),
    );
    expect(faults).toHaveLength(2);
    expect(faults[0]).toContain('EXECUTION_PROVIDERS=cpu,tpu');
    expect(faults[1]).toContain('RUNNER_SANDBOX=chroot');
  });

  it('demands the sandbox unless told otherwise, and never chooses', () => {
    const variables = { ...services, RUNNER_SANDBOX: 'auto' };
    expect(faultsOf(() => readWorkerEnvironment(variables))[0]).toContain('auto is for the command line');
    expect(faultsOf(() => readStartEnvironment({ RUNNER_JAIL: 'auto' }))).toHaveLength(1);
    expect(readStartEnvironment({}).withoutSandbox).toBe(false);
    expect(readStartEnvironment({ RUNNER_SANDBOX: 'none' }).withoutSandbox).toBe(true);
    expect(readCommandEnvironment({}).runner.sandbox).toBe('auto');
  });

  it('limits an evaluation to two hours and three quarters of the memory unless told otherwise', () => {
    const { wallClockSeconds, memoryMebibytes } = readWorkerEnvironment(services).evaluation;
    expect(wallClockSeconds).toBe(7200);
    const all = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 2 ** 20;
    expect(memoryMebibytes / all).toBeCloseTo(0.75, 2);
    const limits = { EVALUATION_WALL_CLOCK_SECONDS: '60', EVALUATION_MEMORY_MEBIBYTES: '500' };
    expect(readWorkerEnvironment({ ...services, ...limits }).evaluation).toEqual({
      wallClockSeconds: 60,
      memoryMebibytes: 500,
    });
    const none = { ...services, EVALUATION_WALL_CLOCK_SECONDS: '0', EVALUATION_MEMORY_MEBIBYTES: '-1' };
    expect(faultsOf(() => readWorkerEnvironment(none))).toHaveLength(2);
  });

  it('accepts the former name of RUNNER_SANDBOX', () => {
    const read = (given: Record<string, string>) =>
      readWorkerEnvironment({ ...services, ...given }).runner.sandbox;
    expect(read({ RUNNER_JAIL: 'bubblewrap' })).toBe('bubblewrap');
    expect(read({ RUNNER_JAIL: 'bubblewrap', RUNNER_SANDBOX: 'none' })).toBe('none');
  });
});

describe('the environment of the web server', () => {
  it('keeps no slash at the end of the API’s origin', () => {
    expect(readWebEnvironment({ API_URL: 'http://api:4000/' }).apiUrl).toBe('http://api:4000');
    expect(readWebEnvironment({}).apiUrl).toBe('http://127.0.0.1:4000');
  });

  it('reads the address of the site as an origin', () => {
    expect(readWebEnvironment({ SITE_URL: 'https://Board.Example:443/' }).siteUrl).toBe(
      'https://board.example',
    );
    expect(readWebEnvironment({}).siteUrl).toBeUndefined();
  });

  it.each(['board.example', 'ftp://board.example', 'https://board.example/path', 'https://a@b', 'https://'])(
    'refuses the site address %s',
    (SITE_URL) => {
      expect(faultsOf(() => readWebEnvironment({ SITE_URL }))).toEqual([expect.stringContaining('SITE_URL')]);
    },
  );

  it('trusts proxies of this machine, those that are listed, or none', () => {
    expect(readWebEnvironment({}).trustedProxies).toEqual(['loopback']);
    const listed = readWebEnvironment({ TRUSTED_PROXIES: 'loopback, 10.0.0.0/8,fd00::1' });
    expect(listed.trustedProxies).toEqual(['loopback', '10.0.0.0/8', 'fd00::1']);
    expect(readWebEnvironment({ TRUSTED_PROXIES: 'none' }).trustedProxies).toEqual([]);
  });

  it.each(['proxy', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/x', '1.2.3', 'loopback,'])(
    'refuses the proxies %s',
    (TRUSTED_PROXIES) => {
      expect(faultsOf(() => readWebEnvironment({ TRUSTED_PROXIES }))).toHaveLength(1);
      expect(faultsOf(() => readStartEnvironment({ TRUSTED_PROXIES }))).toHaveLength(1);
    },
  );
});

describe('the environment of npm start', () => {
  it('tells a port that was asked for from one that was not', () => {
    const usual = { host: '127.0.0.1', withoutSandbox: false };
    expect(readStartEnvironment({ PORT: '8080' })).toEqual({ ...usual, port: 8080 });
    expect(readStartEnvironment({})).toEqual(usual);
  });
});

it('shows no password', () => {
  const DATABASE_URL = 'mysql://someone:secret@127.0.0.1/clusterboard';
  const faults = faultsOf(() => readApiEnvironment({ ...services, DATABASE_URL }));
  expect(faults).toHaveLength(1);
  expect(faults.join()).not.toContain('secret');
});
