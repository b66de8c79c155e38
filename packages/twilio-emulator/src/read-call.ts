import { badRequest } from './errors';
import { fieldsOf, isMethod, readFields, type ApiRequest, type Operation, type UploadedFile } from './router';
import type { Exchange } from './server';

/** What an operation takes out of a request. @throws ApiError 400 20001 for what it does not take. */
export async function readCall(exchange: Exchange, operation: Operation): Promise<ApiRequest> {
  const { method, path, match, contentType, ifMatch } = exchange;
  if (!isMethod(method)) throw badRequest(`Method ${method}`);
  const expected = expectedType(operation);
  if (exchange.body.length > 0 && operation.json !== 'unlabelled' && !contentType.startsWith(expected)) {
    throw badRequest(`Content-Type must be ${expected}`);
  }
  return {
    method,
    path,
    params: match?.params ?? {},
    query: readFields(exchange.query, operation.query),
    ...(await readBody(exchange, operation)),
    ifMatch,
  };
}

function expectedType(operation: Operation): string {
  if (operation.files) return 'multipart/form-data';
  return operation.json ? 'application/json' : 'application/x-www-form-urlencoded';
}

type Body = Pick<ApiRequest, 'form' | 'lists' | 'files' | 'json'>;

async function readBody({ body, contentType }: Exchange, operation: Operation): Promise<Body> {
  const nothing: Body = { form: {}, lists: {}, files: {}, json: undefined };
  if (operation.json) return { ...nothing, json: parseJson(body.toString()) };
  if (operation.files) return { ...nothing, ...(await readMultipart(body, contentType, operation)) };
  return { ...nothing, ...readForm(body.toString(), operation) };
}

function readForm(body: string, { form, repeated = [] }: Operation): Pick<Body, 'form' | 'lists'> {
  const all = new URLSearchParams(body);
  const lists = Object.fromEntries(repeated.map((name) => [name, all.getAll(name)]));
  for (const name of repeated) all.delete(name);
  return { form: fieldsOf(all, form), lists };
}

async function readMultipart(
  body: Buffer,
  contentType: string,
  operation: Operation,
): Promise<Pick<Body, 'form' | 'files'>> {
  const texts: [string, string][] = [];
  const files: Record<string, UploadedFile> = {};
  for (const [name, value] of await parseMultipart(body, contentType)) {
    if (typeof value === 'string') texts.push([name, value]);
    else if (!operation.files?.includes(name)) throw badRequest(`Unknown parameter ${name}`);
    else {
      const content = Buffer.from(await value.arrayBuffer());
      files[name] = { name: value.name, contentType: value.type, content };
    }
  }
  return { form: fieldsOf(texts, operation.form), files };
}

async function parseMultipart(body: Buffer, contentType: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw badRequest('The body is not valid multipart/form-data');
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw badRequest('The body is not valid JSON');
  }
}
