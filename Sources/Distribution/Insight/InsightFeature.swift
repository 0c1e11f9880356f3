extension Feature {
    static let insight = Feature()
}
