import type { RequestHandler } from 'express';
import { siteOrigin } from './site-origin.ts';

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Clusterboard GraphQL</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 44rem; margin: 3rem auto; padding: 0 1rem; }
  pre { overflow-x: auto; padding: 1rem; border: 1px solid #8886; border-radius: 6px; font-size: 14px; }
</style>
<h1>Clusterboard GraphQL</h1>
<p>Send GraphQL queries to this URL by POST. For example, the top five entries of a benchmark:</p>
<pre>curl -s "$ORIGIN/graphql" -H 'content-type: application/json' -d '{"query":
  "{ benchmark(slug: \\"digits\\") { name leaderboard(first: 5) { totalCount edges { rank node {
     name scores { acc { mean standardDeviation } } } } } } }"}'</pre>
<p>Introspection is enabled, and every type and field is documented.</p>
</html>
`;

const isPlain = /^https?:\/\/[\w.:[\]-]+$/;

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A page for people who open `/graphql` in a browser; queries pass through. */
export const graphqlPage =
  (siteUrl: string | undefined): RequestHandler =>
  (request, response, next) => {
    // Content negotiation is slow; most clients name neither.
    if (!/text|html/.test(request.headers.accept ?? '')) return next();
    if (request.method !== 'GET' || 'query' in request.query || !request.accepts(['json', 'html']))
      return next();
    if (request.accepts(['json', 'html']) !== 'html' || 'extensions' in request.query) return next();
    const origin = siteOrigin(request, siteUrl);
    response.setHeader('Content-Security-Policy', policy);
    response.type('html').send(page.replace('$ORIGIN', () => (isPlain.test(origin) ? origin : '')));
  };
