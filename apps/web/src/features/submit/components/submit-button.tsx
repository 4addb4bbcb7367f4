export function SubmitButton({ disabled }: { disabled: boolean }) {
  return (
    <button type="submit" className="button button-primary w-full sm:w-auto" disabled={disabled}>
      Upload and submit
    </button>
  );
}
