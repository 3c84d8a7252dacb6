import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import type { AnyEndpoint } from '../server/src/platform/http/endpoint.ts';
import { coverageOf } from './coverage.ts';

const route = (id: string, method: 'GET' | 'POST', path: string): AnyEndpoint => ({
  id,
  method,
  paths: [path],
  title: id,
  access: 'anyone',
  fields: {},
  answer: Type.Object({}),
  handle: async () => ({}),
});
const spec = {
  endpoints: [
    { id: 'read', method: 'GET', path: '/a' },
    { id: 'write', method: 'POST', path: '/a' },
  ],
};

describe('coverage', () => {
  it('is whole when each documented operation is answered in its place', () => {
    const routes = [route('read', 'GET', '/a'), route('write', 'POST', '/a')];
    expect(coverageOf(spec, routes, [])).toEqual({ missing: [], unknown: [], misplaced: [] });
  });

  it('names what nobody answers', () => {
    expect(coverageOf(spec, [route('read', 'GET', '/a')], []).missing).toEqual(['write']);
  });

  it('names routes that nobody documented, unless they are extensions', () => {
    const routes = [route('read', 'GET', '/a'), route('write', 'POST', '/a'), route('more', 'GET', '/b')];
    expect(coverageOf(spec, routes, []).unknown).toEqual(['more']);
    expect(coverageOf(spec, routes, ['more']).unknown).toEqual([]);
  });

  it('names operations answered at another path or method', () => {
    const routes = [route('read', 'GET', '/b'), route('write', 'GET', '/a')];
    expect(coverageOf(spec, routes, []).misplaced).toEqual(['read', 'write']);
  });

  it('takes any method that is proposed where the document names none', () => {
    const open = { method: 'unspecified', path: '/a', proposed_methods: ['GET', 'POST'] };
    const free = { endpoints: [{ id: 'change', ...open }] };
    expect(coverageOf(free, [route('change', 'POST', '/a')], []).misplaced).toEqual([]);
    const other = { endpoints: [{ id: 'change', ...open, proposed_methods: ['GET'] }] };
    expect(coverageOf(other, [route('change', 'POST', '/a')], []).misplaced).toEqual(['change']);
  });
});
