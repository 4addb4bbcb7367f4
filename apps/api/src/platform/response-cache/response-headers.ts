import type { ApolloServerPlugin } from '@apollo/server';
import type { ApiContext } from '../context.ts';
import { isCacheable } from './cacheable.ts';
import { revalidate } from './cached-response.ts';

/** Says of every answer in `Cache-Control` whether it holds until the catalogue changes. */
export const markAnswers: ApolloServerPlugin<ApiContext> = {
  async requestDidStart() {
    let cacheable = false;
    return {
      async didResolveOperation({ schema, document, operation, contextValue }) {
        cacheable = operation !== undefined && isCacheable(schema, document, operation);
        if (!cacheable) contextValue.notToBeShared?.();
      },
      async willSendResponse({ response: { body, http } }) {
        const whole = body.kind === 'single' && body.singleResult.errors === undefined;
        http.headers.set('cache-control', cacheable && whole ? revalidate : 'no-store');
      },
    };
  },
};
