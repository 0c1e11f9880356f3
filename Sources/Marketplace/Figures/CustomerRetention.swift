/// The share of customers who came back.
enum CustomerRetention {
    /// Nil when nobody came in the first window.
    static func share<Customer: Hashable>(of first: Set<Customer>, in second: Set<Customer>) -> Double? {
        guard !first.isEmpty else { return nil }
        return Double(first.intersection(second).count) / Double(first.count)
    }
}
