'use client';

import Form from 'next/form';
import type { ComponentProps } from 'react';

/** A form whose address names only what was filled in. */
export function SparseForm(props: Omit<ComponentProps<typeof Form>, 'ref'>) {
  return <Form {...props} ref={leaveEmptyOut} />;
}

function leaveEmptyOut(form: HTMLFormElement | null) {
  if (form === null) return;
  const drop = ({ formData }: FormDataEvent) => {
    for (const [name, value] of [...formData]) if (value === '') formData.delete(name);
  };
  form.addEventListener('formdata', drop);
  return () => form.removeEventListener('formdata', drop);
}
