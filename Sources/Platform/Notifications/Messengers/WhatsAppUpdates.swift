import Kernel

/// The updates in a webhook of WhatsApp, by a key that a repetition has too.
enum WhatsAppUpdates {
    static func read(_ json: JSONValue) -> [(key: String, facts: MessengerUpdate.Facts)] {
        let values = (json["entry"]?.arrayValue ?? []).flatMap { $0["changes"]?.arrayValue ?? [] }
            .compactMap { $0["value"] }
        return values.flatMap { value in
            (value["statuses"]?.arrayValue ?? []).compactMap(status)
                + (value["messages"]?.arrayValue ?? []).compactMap(message)
        }
    }

    private static func status(_ json: JSONValue) -> (key: String, facts: MessengerUpdate.Facts)? {
        guard let number = json["id"]?.stringValue, let word = json["status"]?.stringValue,
            let status = MessengerUpdate.Status(rawValue: word)
        else { return nil }
        let code = json["errors"]?[0]?["code"]?.integerValue.map { "\($0)" }
        return ("\(number) \(word)", .status(number: number, status, error: code))
    }

    private static func message(_ json: JSONValue) -> (key: String, facts: MessengerUpdate.Facts)? {
        guard let number = json["id"]?.stringValue, let from = json["from"]?.stringValue,
            let phone = try? PhoneNumber(parsing: "+\(from)")
        else { return nil }
        return ("\(number) heard", .heard(phone: phone.rawValue))
    }
}
