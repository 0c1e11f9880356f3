import Platform

extension Feature {
    static let people = Feature(personalData: [memberData])
}
