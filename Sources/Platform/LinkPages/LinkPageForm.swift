import Kernel

/// A form of a page: its fields with their input and errors, and one button.
struct LinkPageForm {
    /// The page that receives the form; nil for its own.
    var target: String?
    let button: LocalizedText
    var fields: [Field] = []
    /// Hidden fields.
    var hidden: [(name: String, value: String)] = []

    struct Field {
        let name: String
        let label: LocalizedText
        let kind: Kind
        var value = ""
        var hint: LocalizedText?
        /// The errors of the input.
        var faults: [Refusal] = []

        enum Kind {
            /// The account's address, for its owner and the password manager; not sent.
            case account
            case email
            case newPassword(minimum: Int)
            case password
            /// One line of text, with its purpose for the browser, such as `given-name`.
            case line(String)
            /// A checkbox for an agreement with the address of its text; its value is sent when it is checked.
            case agreement(String)
        }
    }

    func html(in language: Language) -> String {
        let first = fields.firstIndex { !$0.faults.isEmpty } ?? fields.firstIndex { !$0.isReadOnly }
        let inputs = fields.enumerated().map { $1.html(in: language, hasFocus: $0 == first) }
        let secrets = hidden.map { field in
            let value = PageHTML.escaped(field.value)
            return "<input type=\"hidden\" name=\"\(field.name)\" value=\"\(value)\">"
        }
        return """
            <form method="post" action="\(target ?? "")?lang=\(language.tag)" novalidate>
            \((secrets + inputs).joined(separator: "\n"))
            <button type="submit">\(PageHTML.escaped(button.text(in: language)))</button>
            </form>
            """
    }
}

extension LinkPageForm.Field {
    var isReadOnly: Bool {
        if case .account = kind { true } else { false }
    }

    func html(in language: Language, hasFocus: Bool) -> String {
        let said = notes(in: language)
        let described = said.isEmpty ? "" : " aria-describedby=\"\(said.map(\.id).joined(separator: " "))\""
        let flags = (faults.isEmpty ? "" : " aria-invalid=\"true\"") + (hasFocus ? " autofocus" : "")
        if case .agreement(let address) = kind {
            return box(reading: address, described + flags, notes: said.map(\.html), in: language)
        }
        return """
            <div class="field">
            <label for="\(name)">\(PageHTML.escaped(label.text(in: language)))</label>
            <input id="\(name)" name="\(name)" \(attributes)\(described)\(flags)>
            \(said.map(\.html).joined(separator: "\n"))
            </div>
            """
    }

    /// The checkbox and its label, with a link to the text below.
    private func box(
        reading address: String,
        _ flags: String,
        notes: [String],
        in language: Language
    ) -> String {
        """
        <div class="field">
        <label for="\(name)"><input id="\(name)" name="\(name)" \(attributes)\(flags)> \
        \(PageHTML.escaped(label.text(in: language)))</label>
        <a href="\(PageHTML.escaped(address))" target="_blank" rel="noopener">\
        \(PageHTML.escaped(PageText.readPolicy.text(in: language)))</a>
        \(notes.joined(separator: "\n"))
        </div>
        """
    }

    /// The notes below the field, each with its element's id.
    private func notes(in language: Language) -> [(id: String, html: String)] {
        var notes: [(id: String, html: String)] = []
        if !faults.isEmpty {
            let texts = faults.map { PageHTML.escaped($0.message.text(in: language)) }.joined(
                separator: "<br>"
            )
            let label = PageHTML.escaped(label.text(in: language))
            notes.append(
                (
                    "\(name)-error",
                    "<p class=\"error\" id=\"\(name)-error\" role=\"alert\">\(label): \(texts)</p>"
                )
            )
        }
        if let hint {
            let text = PageHTML.escaped(hint.text(in: language))
            notes.append(("\(name)-hint", "<p class=\"hint\" id=\"\(name)-hint\">\(text)</p>"))
        }
        return notes
    }

    /// Attributes of the input; a password is never sent back, other input is.
    private var attributes: String {
        let value = PageHTML.escaped(value)
        return switch kind {
        case .account: "type=\"email\" autocomplete=\"username\" readonly value=\"\(value)\""
        case .email: "type=\"email\" autocomplete=\"email\" inputmode=\"email\" required value=\"\(value)\""
        case .newPassword(let minimum):
            "type=\"password\" autocomplete=\"new-password\" minlength=\"\(minimum)\" maxlength=\"256\" required"
        case .line(let purpose):
            "type=\"text\" autocomplete=\"\(purpose)\" maxlength=\"100\" required value=\"\(value)\""
        case .agreement: "type=\"checkbox\" required value=\"\(value)\""
        case .password: "type=\"password\" autocomplete=\"current-password\" maxlength=\"256\" required"
        }
    }
}
