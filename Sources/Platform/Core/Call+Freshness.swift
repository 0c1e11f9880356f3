extension Call {
    /// Seconds for which the answer of a public list may be reused; logged-in callers revalidate each time and may get 304.
    package var freshness: Int { actor.kind == .nobody ? 30 : 0 }
}
