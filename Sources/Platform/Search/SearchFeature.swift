import Kernel

extension Feature {
    static let search = Feature(
        jobs: [RefillSearch.self],
        schedules: [Every("search.refill", .minutes(5), RefillSearch())]
    )
}
