extension Feature {
    static let settling = Feature()
}
