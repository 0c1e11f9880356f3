import Kernel

/// The middle of some waiting times: half waited longer.
enum MedianTime {
    /// In hours to one decimal, halves up; the mean of the middle two of an even number, nil of none.
    static func hours(of times: [Duration]) -> Double? {
        guard !times.isEmpty else { return nil }
        let sorted = times.map(\.micros).sorted()
        let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
        let tenth: Int64 = 360_000_000
        return Double((low + high + tenth) / (2 * tenth)) / 10
    }
}
