/** A ref of pictures that nobody needs once they have left the page: main stops making them. */
export function giveUp(image: HTMLImageElement | null): () => void {
  return () => image?.removeAttribute('src')
}
