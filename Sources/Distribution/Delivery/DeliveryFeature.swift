extension Feature {
    static let delivery = Feature()
}
