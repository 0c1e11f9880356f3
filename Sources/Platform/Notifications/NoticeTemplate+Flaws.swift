import Kernel

extension ProductDefinition {
    /// The flaws of the notification templates; empty when there are none.
    package var templateFlaws: [String] {
        let twice = Dictionary(grouping: templates, by: \.name).filter { $0.value.count > 1 }.keys
        return twice.map { "\($0): declared twice" } + templates.flatMap { $0.flaws(in: languages) }
            + templates.filter { !notices.categories.contains($0.category) }
            .map { "\($0.name): the product has no category \($0.category.rawValue)" }
    }
}

extension NoticeTemplate {
    fileprivate func flaws(in languages: [Language]) -> [String] {
        let missing = languages.filter { !subject.languages.contains($0) || !body.languages.contains($0) }
        let used = Set(languages.flatMap { placeholders(in: $0) })
        let known = Set(preview.keys)
        let uneven = languages.filter { placeholders(in: $0) != used }
        return missing.map { "\(name): no text in \($0)" }
            + used.subtracting(known).sorted().map { "\(name): {{\($0)}} has no example" }
            + known.subtracting(used).sorted().map { "\(name): the example \($0) is not used" }
            + secrets.subtracting(used).sorted().map { "\(name): the secret \($0) is not used" }
            + links.union(multiline).subtracting(used).sorted().map {
                "\(name): {{\($0)}} is declared and not used"
            }
            + uneven.map { "\(name): {{…}} in \($0) are not those of the other languages" }
            + (secrets.isEmpty || !isPushed ? [] : ["\(name): shows its secrets in the app"])
    }
}
