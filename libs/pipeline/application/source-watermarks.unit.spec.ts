import { describe, expect, it } from '@jest/globals';
import { SourceWatermarks } from './source-watermarks.js';

describe('how far the sources have been read (rule 15)', () => {
  it('is no bound where none can have a backlog', () => {
    expect(new SourceWatermarks().readUpTo()).toBe(Infinity);
  });

  it('is where the slowest of them is', () => {
    const marks = new SourceWatermarks();
    marks.register('p0');
    marks.register('p1');
    marks.advance('p0', 500);
    marks.advance('p1', 300);
    expect(marks.readUpTo()).toBe(300);
  });

  it('is nowhere while one of them has not been read at all', () => {
    const marks = new SourceWatermarks();
    marks.register('p0');
    marks.advance('p0', 500);
    marks.register('p1');
    expect(marks.readUpTo()).toBe(-Infinity);
    expect(marks.readUpTo('p1')).toBe(500);
  });

  it('does not wait for a source that nobody registered, like HTTP', () => {
    const marks = new SourceWatermarks();
    marks.advance('http:gw', 300);
    expect(marks.readUpTo()).toBe(Infinity);
  });

  it('never moves back, and is not forgotten by registering again', () => {
    const marks = new SourceWatermarks();
    marks.register('p0');
    marks.advance('p0', 500);
    marks.advance('p0', 400);
    marks.register('p0');
    expect(marks.readUpTo()).toBe(500);
  });

  it('waits no more for a source that was taken away', () => {
    const marks = new SourceWatermarks();
    marks.register('p0');
    marks.forget('p0');
    marks.advance('p0', 400);
    expect(marks.readUpTo()).toBe(Infinity);
  });
});
