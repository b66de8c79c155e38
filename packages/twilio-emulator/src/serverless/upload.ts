import { badRequest } from '../errors';
import { readChoice } from '../parameters';
import type { Route } from '../router';
import { required, servicePath, type ServerlessApi } from './api';
import { codeNames, codeOf, versionBody } from './code';
import type { CodeKind, Visibility } from './records';

const mebibyte = 1024 * 1024;
const maxPathLength = 255;
const visibilities: Visibility[] = ['public', 'protected', 'private'];

/**
 * The versions of Functions and Assets, made from multipart bodies at `serverless-upload.twilio.com`:
 * https://www.twilio.com/docs/serverless/api/resource/function-version
 */
export function uploadRoutes(api: ServerlessApi, kind: CodeKind): Route[] {
  return [
    {
      path: `${servicePath}/${codeNames[kind].path}/{CodeSid}/Versions`,
      resource: 'Serverless',
      operations: {
        POST: {
          form: ['Path', 'Visibility'],
          files: ['Content'],
          maxBodyBytes: 26 * mebibyte,
          handle: (request) => {
            const code = codeOf(api, kind, request);
            const file = request.files['Content'];
            if (!file) throw badRequest('Missing required parameter Content');
            // Flex's plugin tooling writes Public and Protected.
            const visibility = readChoice(
              'Visibility',
              required(request.form, 'Visibility').toLowerCase(),
              visibilities,
            );
            const version = api.store.made('ZN', {
              serviceSid: code.serviceSid,
              codeSid: code.sid,
              kind,
              path: checkPath(required(request.form, 'Path')),
              visibility: visibility ?? 'public',
              contentType: file.contentType,
              content: file.content,
            });
            return { status: 201, body: versionBody(api, api.store.versions.put(version)) };
          },
        },
      },
    },
  ];
}

function checkPath(path: string): string {
  if (!path.startsWith('/') || /[;,?:@+&$()' "#]/.test(path) || path.length > maxPathLength) {
    throw badRequest(`Path is not valid: ${path}`);
  }
  return path;
}
