import { badRequest } from './errors';
import { fieldsOf, isMethod, readFields, type ApiRequest, type Operation, type UploadedFile } from './router';
import type { Exchange } from './server';

/** What an operation takes out of a request. @throws ApiError 400 20001 for what it does not take. */
export async function readCall(exchange: Exchange, operation: Operation): Promise<ApiRequest> {
  const { method, path, match, contentType, ifMatch } = exchange;
  if (!isMethod(method)) throw badRequest(`Method ${method}`);
  const expected = expectedType(operation, contentType);
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

const formType = 'application/x-www-form-urlencoded';

function expectedType(operation: Operation, contentType: string): string {
  if (operation.files) return 'multipart/form-data';
  if (operation.json === 'or-form' && contentType.startsWith(formType)) return formType;
  return operation.json ? 'application/json' : formType;
}

type Body = Pick<ApiRequest, 'form' | 'lists' | 'files' | 'json'>;

async function readBody({ body, contentType }: Exchange, operation: Operation): Promise<Body> {
  const nothing: Body = { form: {}, lists: {}, files: {}, json: undefined };
  if (operation.json === 'or-form' && contentType.startsWith(formType)) {
    return { ...nothing, json: formAsObject(body.toString()) };
  }
  if (operation.json) return { ...nothing, json: parseJson(body.toString()) };
  if (operation.files) return { ...nothing, ...(await readMultipart(body, contentType, operation)) };
  return { ...nothing, ...readForm(body.toString(), operation) };
}

function formAsObject(body: string): Record<string, string | string[]> {
  const all = new URLSearchParams(body);
  return Object.fromEntries(
    [...new Set(all.keys())].map((name) => {
      const [first = '', ...more] = all.getAll(name);
      return [name, more.length === 0 ? first : [first, ...more]];
    }),
  );
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
