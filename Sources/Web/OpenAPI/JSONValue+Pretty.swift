import Kernel

extension JSONValue {
    /// Indented text with one member per line, for people and for comparisons.
    public var pretty: String {
        var text = ""
        write(into: &text, indent: "")
        return text + "\n"
    }

    private func write(into text: inout String, indent: String) {
        let deeper = indent + "  "
        switch self {
        case .array(let elements) where !elements.isEmpty:
            text += "["
            for (position, element) in elements.enumerated() {
                text += (position == 0 ? "\n" : ",\n") + deeper
                element.write(into: &text, indent: deeper)
            }
            text += "\n\(indent)]"
        case .object(let object) where !object.isEmpty:
            text += "{"
            for (position, member) in object.enumerated() {
                text += (position == 0 ? "\n" : ",\n") + deeper + JSONValue.string(member.name).text + ": "
                member.value.write(into: &text, indent: deeper)
            }
            text += "\n\(indent)}"
        default:
            text += self.text
        }
    }
}
