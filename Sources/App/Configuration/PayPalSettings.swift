import Platform

extension PayPalGateway.Settings {
    /// Reads the settings of PayPal of every product and reports their faults; a product without any is missing.
    static func read(
        of products: [ProductDefinition],
        isProduction: Bool,
        _ reader: inout SettingsReader
    ) -> [String: PayPalGateway.Settings] {
        let world = PayPalWorld.read(isProduction: isProduction, &reader)
        var settings: [String: PayPalGateway.Settings] = [:]
        for product in products {
            settings[product.name] = read(of: product, in: world, &reader)
        }
        return settings
    }

    private static func read(
        of product: ProductDefinition,
        in world: PayPalWorld,
        _ reader: inout SettingsReader
    ) -> PayPalGateway.Settings? {
        var values: [String] = []
        var missing: [Setting] = []
        for setting in [Setting.payPalClientID, .payPalSecret, .payPalWebhookID] {
            let own = setting.own(of: product)
            guard let value = reader.given(own) ?? reader.given(setting) else {
                missing.append(setting)
                continue
            }
            if !value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) || value.contains(":") {
                reader.fault(reader.given(own) == nil ? setting : own, "contains invalid characters")
            }
            values.append(value)
        }
        guard !values.isEmpty else { return nil }
        for setting in missing {
            reader.fault(setting, "is missing, although other settings of PayPal are there")
        }
        guard missing.isEmpty else { return nil }
        return PayPalGateway.Settings(
            clientID: values[0],
            secret: values[1],
            webhookID: values[2],
            world: world
        )
    }
}

extension PayPalWorld {
    /// PayPal itself, or the double of a test, which production refuses.
    fileprivate static func read(isProduction: Bool, _ reader: inout SettingsReader) -> PayPalWorld {
        let real = isProduction ? PayPalWorld.live : .sandbox
        let given = [Setting.payPalAPI, .payPalRoots].filter { reader.given($0) != nil }
        guard !given.isEmpty else { return real }
        if isProduction {
            for setting in given { reader.fault(setting, "is for tests only; production refuses it") }
            return real
        }
        let address = Configuration.webAddress(.payPalAPI, &reader)
        if address.isEmpty {
            reader.fault(.payPalAPI, "is missing, although the certificates of a double are set")
        }
        guard let path = reader.given(.payPalRoots) else {
            reader.fault(.payPalRoots, "is missing, although the address of a double is set")
            return real
        }
        guard let roots = try? Files.read(path) else {
            reader.fault(.payPalRoots, "the file \(path) cannot be read")
            return real
        }
        return .double(at: address, roots: roots)
    }
}
