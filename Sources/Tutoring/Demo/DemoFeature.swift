import Platform

extension Feature {
    static let demo = Feature(demo: tutoringDemo)
}
