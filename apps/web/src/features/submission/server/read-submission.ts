import { cache } from 'react';
import { fetchGraphqlOnServer } from '../../graphql/fetch-on-server.ts';
import { SubmissionQuery } from '../lib/submission-query.ts';

/** A submission as it stands; asked once a request however many components want it. */
export const readSubmission = cache((id: string) => fetchGraphqlOnServer(SubmissionQuery, { id }));
