extension Feature {
    static let push = Feature()
}
