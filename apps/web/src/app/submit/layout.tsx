/** The header stands outside the loading boundary: it is there at the first paint, before the form. */
export default function SubmitLayout({ children }: LayoutProps<'/submit'>) {
  return (
    <main className="page max-w-3xl">
      <header className="pt-10 pb-8">
        <h1 className="text-3xl font-semibold tracking-tight">Submit an encoder</h1>
        <p className="mt-3 leading-relaxed text-ink-soft">
          One ONNX file with one image input and a floating-point output. It is read in your browser first, so
          you see at once whether it can be ranked; nothing is uploaded until you say so.
        </p>
      </header>
      {children}
    </main>
  );
}
