import Platform

extension Masking {
    /// A text of a person's own as others read it: without contact data.
    static func shown(_ text: String) -> String { mask(text, .italian).shown }
}
