import Kernel

extension Feature {
    static let sealing = Feature(
        jobs: [ResealValues.self],
        schedules: [Every("sealing.reseal", .hours(24), ResealValues())]
    )
}
