/** The header stands outside the loading boundary: it is there at the first paint, before the form. */
export default function SubmitLayout({ children }: LayoutProps<'/submit'>) {
  return (
    <main className="page max-w-3xl">
      <header className="pt-10 pb-8">
        <h1 className="text-3xl font-semibold tracking-tight">Submit an encoder</h1>
        <p className="mt-3 leading-relaxed text-ink-soft">
          Submit one ONNX file with one image input and a floating-point output. We check it in your browser
          before uploading, so you know right away whether it can be ranked.
        </p>
      </header>
      {children}
    </main>
  );
}
