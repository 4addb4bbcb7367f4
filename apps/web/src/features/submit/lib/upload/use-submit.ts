'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { rememberSubmitter } from '../form/remembered-submitter.ts';
import { fieldOf } from '../form/submit-fields.ts';
import type { SubmitValues } from '../form/submit-values.ts';
import { forgetSubmissionKey, submissionKey } from './submission-key.ts';
import { type FieldProblem, submitModel } from './submit-model.ts';
import type { UploadProblem } from './upload-problem.ts';
import { useLeaveWarning } from './use-leave-warning.ts';
import { useUpload } from './use-upload.ts';

const apiUnreachable: UploadProblem = {
  code: 'PLATFORM_FAULT',
  message: 'The file is uploaded, but the API isn’t responding.',
  advice: 'Submit again in a moment. You won’t need to upload the file again.',
};

/** Uploads the file, submits it with the form's values, and leads on to the submission's page. */
export function useSubmit(form: UseFormReturn<SubmitValues>) {
  const router = useRouter();
  const upload = useUpload();
  const [submitting, setSubmitting] = useState(false);
  const [problems, setProblems] = useState<readonly UploadProblem[]>([]);
  /** The file that has been uploaded already, so that a corrected form does not upload it twice. */
  const uploaded = useRef<{ file: File; id: string } | null>(null);

  const show = (found: readonly FieldProblem[]) => {
    if (found.some(({ code }) => code.startsWith('UPLOAD_'))) uploaded.current = null;
    for (const { field, message } of found) {
      const name = fieldOf(field);
      if (name) form.setError(name, { message }, { shouldFocus: true });
    }
    setProblems(found.filter(({ field }) => fieldOf(field) === null));
    setSubmitting(false);
  };

  const send = async (file: File, id: string, values: SubmitValues) => {
    setSubmitting(true);
    const result = await submitModel({ id, idempotencyKey: submissionKey(file, values) }, values);
    if (result) forgetSubmissionKey();
    if (result?.__typename === 'SubmitModelSuccess') {
      rememberSubmitter(values.submittedBy);
      router.push(`/submissions/${encodeURIComponent(result.submission.submissionId)}`);
      return;
    }
    if (result) show(result.problems);
    else {
      setProblems([apiUnreachable]);
      setSubmitting(false);
    }
  };

  const submit = (file: File, values: SubmitValues) => {
    setProblems([]);
    if (uploaded.current?.file === file) return send(file, uploaded.current.id, values);
    void upload.begin(file, (id) => {
      uploaded.current = { file, id };
      void send(file, id, values);
    });
    return undefined;
  };

  const transferring = upload.state.status !== 'idle' && upload.state.status !== 'complete';
  useLeaveWarning(transferring);
  return { submit, upload, problems, busy: transferring || submitting };
}
