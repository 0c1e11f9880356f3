extension Feature {
    static let pricing = Feature()
}
