/** Tell a subscription's results from an operation's one result. */
export function isStream(result) {
  return typeof result?.[Symbol.asyncIterator] === 'function'
}

/**
 * The results, each changed. An error that `rescue` makes a result of is the last result. Closing it closes the source at
 * once: an async generator would wait for the source's next value first, and a quiet queue has none for days.
 */
export function mapStream(results, change, rescue = () => null) {
  const source = results[Symbol.asyncIterator]()
  let over = false
  return {
    async next() {
      if (over) return { done: true, value: undefined }
      try {
        const { done, value } = await source.next()
        return done ? { done, value } : { done, value: change(value) }
      } catch (error) {
        over = true
        const last = rescue(error)
        if (!last) throw error
        return { done: false, value: change(last) }
      }
    },
    async return(value) {
      over = true
      await source.return?.()
      return { done: true, value }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
