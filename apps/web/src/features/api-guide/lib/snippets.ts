interface GraphqlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Inside of single quotes of a shell. */
const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

export const asCurl = (origin: string, { query, variables }: GraphqlRequest): string =>
  [
    `curl -s ${shellQuoted(`${origin}/graphql`)} \\`,
    "  -H 'content-type: application/json' \\",
    `  -d ${shellQuoted(JSON.stringify({ query: query.replace(/\s+/g, ' '), variables }))}`,
  ].join('\n');

export const asTypescript = (origin: string, { query, variables }: GraphqlRequest): string =>
  `const response = await fetch(${JSON.stringify(`${origin}/graphql`)}, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    query: \`${query}\`,
    variables: ${JSON.stringify(variables)},
  }),
});
const { data, errors } = await response.json();
console.log(JSON.stringify(errors ?? data, null, 2));`;

export const asPython = (origin: string, { query, variables }: GraphqlRequest): string =>
  `import json
from urllib.request import Request, urlopen

query = """${query}"""
variables = json.loads(${JSON.stringify(JSON.stringify(variables))})
request = Request(
    ${JSON.stringify(`${origin}/graphql`)},
    data=json.dumps({"query": query, "variables": variables}).encode(),
    headers={"content-type": "application/json"},
)
with urlopen(request) as response:
    print(json.dumps(json.load(response)["data"], indent=2))`;
