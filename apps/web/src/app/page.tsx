import Link from 'next/link';
import { BenchmarkCard } from '../features/benchmark/components/benchmark-card.tsx';
import { listBenchmarks } from '../features/benchmark/server/list-benchmarks.ts';
import { ApiUnavailable } from '../ui/api-unavailable.tsx';
import { HeroFigure } from '../ui/hero-figure.tsx';
import { SoftRefresh } from '../ui/soft-refresh.tsx';
import { Steps } from '../ui/steps.tsx';

export default async function LandingPage() {
  const result = await listBenchmarks();
  if (!result.ok) return <ApiUnavailable />;
  const { benchmarks } = result.data;
  const moving = benchmarks.some(({ pendingCount }) => pendingCount > 0);
  return (
    <main className="page">
      {moving ? <SoftRefresh milliseconds={5000} /> : null}
      <section className="grid items-center gap-x-10 py-12 sm:py-16 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div>
          <h1 className="text-3xl font-semibold tracking-tight sm:text-[2.75rem] sm:leading-[1.1]">
            What has an image encoder learned before it sees a label?
          </h1>
          <p className="mt-5 text-lg leading-relaxed text-ink-soft">
            We cluster each encoder’s features with plain k-means, then measure how closely the clusters match
            the true classes. No fine-tuning, no linear probe. Submit an ONNX file and get its rank in
            minutes.
          </p>
          <p className="mt-7 flex flex-wrap gap-3">
            <Link href="/submit" className="button button-primary">
              Submit an encoder
            </Link>
            <a href="#how" className="button">
              How it works
            </a>
          </p>
        </div>
        <HeroFigure className="w-full max-lg:hidden" />
      </section>

      <section id="benchmarks" aria-labelledby="benchmarks-title" className="scroll-mt-6">
        <h2 id="benchmarks-title" className="text-xl font-semibold tracking-tight">
          Benchmarks
        </h2>
        <div className="mt-4 grid gap-6 md:grid-cols-2">
          {benchmarks.map((benchmark) => (
            <BenchmarkCard key={benchmark.slug} benchmark={benchmark} />
          ))}
        </div>
      </section>

      <section id="how" aria-labelledby="how-title" className="mt-16 scroll-mt-6">
        <h2 id="how-title" className="text-xl font-semibold tracking-tight">
          How it works
        </h2>
        <div className="mt-5">
          <Steps />
        </div>
        <p className="mt-8 text-sm text-ink-soft">
          The protocol follows{' '}
          <a href="https://arxiv.org/abs/2008.10312" className="prose-link">
            Zheltonozhskii, Baskin, Bronstein and Mendelson (2020)
          </a>
          .
        </p>
      </section>
    </main>
  );
}
