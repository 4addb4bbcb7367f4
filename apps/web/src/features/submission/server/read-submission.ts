import { cache } from 'react';
import { fetchGraphqlOnServer } from '../../graphql/fetch-on-server.ts';
import { SubmissionQuery } from '../lib/submission-query.ts';

/** A submission as it stands; fetched once per request for any number of components. */
export const readSubmission = cache((id: string) => fetchGraphqlOnServer(SubmissionQuery, { id }));
