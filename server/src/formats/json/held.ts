import { type JsonElement, MAX_VALUE_BYTES } from './splitter.ts';

/**
 * Elements that came before the header that explains them (the order of fields is free). Bounded: a file that
 * keeps its header back for longer than this has to do without.
 */
export class HeldElements {
  private elements: JsonElement[] = [];
  private bytes = 0;

  /** False when there is no more room. */
  add(element: JsonElement): boolean {
    if (this.bytes + element.bytes > MAX_VALUE_BYTES) return false;
    this.elements.push(element);
    this.bytes += element.bytes;
    return true;
  }

  first(): JsonElement | undefined {
    return this.elements[0];
  }

  /** All of them, in order; nothing is held afterwards. */
  take(): JsonElement[] {
    const { elements } = this;
    this.elements = [];
    this.bytes = 0;
    return elements;
  }
}
