export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers. */
        get: operations["Health.alive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The server is ready: the database answers and blobs can be stored. Lists the engines that run. Answers within 5 s. */
        get: operations["Health.ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Me.me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/namespaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Namespaces.list"];
        put?: never;
        post: operations["Namespaces.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Session.signIn"];
        delete: operations["Session.signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/one-time-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Session.createOneTimeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Tokens.list"];
        put?: never;
        post: operations["Tokens.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["Tokens.revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Users.list"];
        put?: never;
        post: operations["Users.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["Users.change"];
        trace?: never;
    };
    "/api/v1/users/{name}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Users.listTokens"];
        put?: never;
        post?: never;
        delete: operations["Users.revokeTokens"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{name}/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["Users.revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sample set, which `POST /datasets` uses with `sample` */
        get: operations["Sample.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/sample/held-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Held-out images to try a model on that was trained on the sample set */
        get: operations["Sample.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/sample/held-out/{label}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Sample.image"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/arrivals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Arrivals.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/arrivals/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Progress as server-sent events; continues after Last-Event-ID. */
        get: operations["Arrivals.events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/arrivals/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Arrivals.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the data sets that you may see, the newest first */
        get: operations["Datasets.list"];
        put?: never;
        /** Creates a data set or a version of one; the images are processed in the background */
        post: operations["Datasets.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{owner}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Datasets.show"];
        put?: never;
        post?: never;
        /** Deletes a data set with all versions; refused while unfinished runs of its owner use it */
        delete: operations["Datasets.delete"];
        options?: never;
        head?: never;
        /** Makes a data set public or private, with all its versions */
        patch: operations["Datasets.change"];
        trace?: never;
    };
    "/api/v1/datasets/{owner}/{name}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DatasetVersions.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{owner}/{name}/versions/{version}/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DatasetVersions.labels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{owner}/{name}/versions/{version}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DatasetVersions.items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{owner}/{name}/versions/{version}/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DatasetVersions.problems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{owner}/{name}/versions/{version}/items/{position}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DatasetVersions.image"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{owner}/{name}/versions/{version}/items/{position}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DatasetVersions.thumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Browse and search, with the counts of each facet */
        get: operations["Models.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One model, with its latest version and that one’s card */
        get: operations["Models.show"];
        put?: never;
        post?: never;
        /** Deletes all versions, while nothing else is built on them */
        delete: operations["Models.delete"];
        options?: never;
        head?: never;
        /** Makes a model public or private, with all its versions */
        patch: operations["Models.change"];
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All versions, the newest first */
        get: operations["Versions.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version, by number, alias or digest */
        get: operations["Versions.show"];
        put?: never;
        post?: never;
        /** Deletes a version, while nothing is built on it; its number is never given again */
        delete: operations["Versions.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The card: Markdown and its parsed front matter */
        get: operations["Versions.card"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/lineage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What it was made from and what was made from it, as far as you may see */
        get: operations["Versions.family"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/children": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was made from it, as far as you may see, the newest first */
        get: operations["Versions.children"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/yank": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hides a version; it is still served by number and digest, with a warning */
        post: operations["Versions.yank"];
        /** Takes a yank back */
        delete: operations["Versions.unyank"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/aliases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All aliases, by name */
        get: operations["Aliases.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/aliases/{alias}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Points an alias to a version */
        put: operations["Aliases.move"];
        post?: never;
        /** Takes an alias away */
        delete: operations["Aliases.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/tfjs/model.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A TF.js layers model that `tf.loadLayersModel` loads, with or without its top */
        get: operations["Export.tfjsModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/onnx/model.onnx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An ONNX model, with or without its top */
        get: operations["Export.onnx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/keras/model.{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A Keras model, HDF5 or `.keras`, that Keras 2 and 3 load, with or without its top */
        get: operations["Export.keras"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/original/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file as it was uploaded */
        get: operations["Export.original"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/{format}/{companion}.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Beside the model: names of the classes, one an output unit; and how an image of its size becomes the input */
        get: operations["Export.companion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/tfjs/{shard}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Weights, as model.json names them */
        get: operations["Export.tfjsShard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/layers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The layer table, and where the top begins */
        get: operations["Versions.layers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Labels with their probabilities for each image
         * @description Up to 32 images, 64 MiB together; without a token 32 MiB together and 32 megapixels each. An image that cannot be read has its problem in its place; where none can be read, the request fails.
         */
        post: operations["Predict.predict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your imports, the latest first */
        get: operations["Imports.list"];
        put?: never;
        /** Reads a model from uploads or an address, or lists the models of a bucket or folder */
        post: operations["Imports.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Imports.find"];
        put?: never;
        post?: never;
        /** Forgets what was read; what it was published as stays */
        delete: operations["Imports.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Progress as server-sent events; goes on behind Last-Event-ID. */
        get: operations["Imports.events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/layers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The layer table of a model that was read, before it is published */
        get: operations["Imports.layers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Imports.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publishes what was read; asking again for the same thing is harmless */
        post: operations["Imports.publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Models on the public web that can be imported; nothing is fetched before you ask for it */
        get: operations["Catalogue.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keras' architectures that files of weights alone can be read into */
        get: operations["Applications.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your runs, the latest first */
        get: operations["Runs.list"];
        put?: never;
        /** Starts to fine-tune a model on a data set */
        post: operations["Runs.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/recipe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The recipe that a run would have, and why, without starting one */
        post: operations["Runs.chooseRecipe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run, with its recipe, history and evaluation */
        get: operations["Runs.find"];
        put?: never;
        post?: never;
        /** Deletes a run that has ended; models published from it stay */
        delete: operations["Runs.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happens in a run, as server-sent events; goes on after Last-Event-ID */
        get: operations["Runs.events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a run; what it learnt so far can be resumed */
        post: operations["Runs.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on with a failed or cancelled run from its last checkpoint */
        post: operations["Runs.resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The card that a run's model is published with, where the request has no other */
        get: operations["Runs.card"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a run's model a version; asking again finds the same version */
        post: operations["Runs.publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/tfjs/model.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run's model as `tf.loadLayersModel` loads it, with or without its top */
        get: operations["RunModel.tfjsModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/onnx/model.onnx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run's model as ONNX, with or without its top */
        get: operations["RunModel.onnx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/keras/model.{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run's model as Keras HDF5 or `.keras`, which Keras 2 and 3 load, with or without its top */
        get: operations["RunModel.keras"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Labels with their probabilities for each image, by a run's model */
        post: operations["RunModel.predict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/{format}/{companion}.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Beside the model: names of the classes, one an output unit; and how an image of its size becomes the input */
        get: operations["RunModel.companion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/tfjs/{shard}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Weights, as model.json names them */
        get: operations["RunModel.tfjsShard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/evaluation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How good a version is on images that its training never saw, where a run made it */
        get: operations["VersionEvaluation.find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fsck": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The progress of the current check, or the result of the last one */
        get: operations["Fsck.latest"];
        put?: never;
        /** Starts an integrity check of everything that is stored; GET shows its progress */
        post: operations["Fsck.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what a sweep would delete */
        get: operations["Gc.plan"];
        put?: never;
        /** Deletes unused blobs */
        post: operations["Gc.sweep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        MyAccountResponse: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            role: "admin" | "member";
        };
        MeResponse: {
            /** @description Null for anonymous visitors. */
            account: components["schemas"]["MyAccountResponse"] | null;
            /** @description What you may do: the scopes of the token in use that your role allows. `tokens`: manage your tokens. */
            scopes: ("read" | "publish" | "train" | "admin" | "tokens")[];
            /** @description Namespaces that you may publish in. */
            namespaces: string[];
        };
        NamespaceResponse: {
            name: string;
            /** @description Name of the account that owns it. */
            owner: string;
        };
        NamespacePage: {
            items: components["schemas"]["NamespaceResponse"][];
            nextCursor: string | null;
        };
        CreateNamespaceRequest: {
            name: string;
            /** @description Name of the account that owns it; yours by default. */
            owner?: string;
        };
        SignInRequest: {
            /** @description A token. Alternatives are a one-time token, or a name and its password. */
            token?: string;
            /** @description From the link that the server printed, or from `POST /session/one-time-tokens`. */
            oneTimeToken?: string;
            name?: string;
            password?: string;
            /** @description Whether to sign in even if the browser is signed in to another account. */
            replace?: boolean;
        };
        OneTimeTokenResponse: {
            /** @description Signs one browser in: append it to any URL of the page as `#token=…`. */
            token: string;
            /**
             * Format: date-time
             * @description When it expires; earlier if the server is restarted.
             */
            expiresAt: string;
        };
        TokenResponse: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description Only a session that was opened with a password has `tokens`. */
            scopes: ("read" | "publish" | "train" | "admin" | "tokens")[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastUsedAt: string | null;
            /** Format: date-time */
            expiresAt: string | null;
        };
        TokenPage: {
            items: components["schemas"]["TokenResponse"][];
            nextCursor: string | null;
        };
        CreateTokenRequest: {
            /**
             * @description Name of the token, such as what it is for.
             * @example laptop
             */
            name: string;
            /**
             * @default [
             *       "read",
             *       "publish",
             *       "train"
             *     ]
             */
            scopes: ("read" | "publish" | "train" | "admin")[];
            /**
             * Format: date-time
             * @description When it expires. By default, it expires with the token in use; it never expires if you signed in with a password.
             */
            expiresAt?: string;
        };
        IssuedTokenResponse: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description Only a session that was opened with a password has `tokens`. */
            scopes: ("read" | "publish" | "train" | "admin" | "tokens")[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastUsedAt: string | null;
            /** Format: date-time */
            expiresAt: string | null;
            /** @description The token. Only this response contains it: the server stores a hash. */
            token: string;
        };
        UserResponse: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            role: "admin" | "member";
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the account was disabled; null if it is enabled.
             */
            disabledAt: string | null;
        };
        UserPage: {
            items: components["schemas"]["UserResponse"][];
            nextCursor: string | null;
        };
        CreateUserRequest: {
            name: string;
            /**
             * @default member
             * @enum {string}
             */
            role: "admin" | "member";
            /** @description Needed to sign in with a browser. */
            password?: string;
        };
        ChangeUserRequest: {
            /** @description Whether the account is disabled: it cannot sign in, its tokens are refused and its jobs are cancelled. */
            disabled: boolean;
        };
        RevokedTokensResponse: {
            /** @description Number of tokens and sessions that were revoked. */
            revoked: number;
        };
        LabelResponse: {
            label: string;
            /** @description Images. */
            count: number;
        };
        SampleResponse: {
            images: number;
            labels: components["schemas"]["LabelResponse"][];
            /** @example CC-BY-4.0 */
            license: string;
        };
        HeldOutResponse: {
            /** @example animals/octopus.png */
            name: string;
            /** @description The correct label. */
            label: string;
            /** @description Path of the image. */
            image: string;
        };
        HeldOutListResponse: {
            items: components["schemas"]["HeldOutResponse"][];
            /** @example CC-BY-4.0 */
            license: string;
        };
        ArrivalResponse: {
            /** Format: uuid */
            id: string;
            /** @description `owner/name` */
            dataset: string;
            /** @description Number of the new version. */
            version: number;
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description Problem details, if it failed. */
            problem: Record<string, never> | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            finishedAt: string | null;
        };
        CreateDatasetRequest: {
            /** @description `owner/name`, or `name` in your own namespace; the name of an existing data set adds a version. */
            name: string;
            /** @description Id of a finished upload: a zip with one folder per class. */
            upload?: string;
            /** @description Use the included sample set of emoji images instead of an upload. */
            sample?: boolean;
            /**
             * @description Visibility of a new data set, private by default. A version has the visibility of its data set.
             * @enum {string}
             */
            visibility?: "public" | "private";
            /**
             * @description SPDX id, or the licence in words.
             * @example CC-BY-4.0
             */
            license?: string;
        };
        DatasetVersionResponse: {
            number: number;
            /** @description Equal for the same images with the same names and labels. */
            digest: string;
            /** @description Sorted. */
            labels: string[];
            images: number;
            /** @description Bytes of all images. */
            bytes: number;
            /** Format: date-time */
            createdAt: string;
        };
        DatasetResponse: {
            owner: string;
            name: string;
            /** @enum {string} */
            visibility: "public" | "private";
            license: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description The latest first. */
            versions: components["schemas"]["DatasetVersionResponse"][];
        };
        DatasetPage: {
            items: components["schemas"]["DatasetResponse"][];
            nextCursor: string | null;
        };
        ChangeDatasetRequest: {
            /** @enum {string} */
            visibility: "public" | "private";
        };
        LabelsResponse: {
            items: components["schemas"]["LabelResponse"][];
        };
        ItemResponse: {
            position: number;
            /** @description Path in the folder or zip. */
            name: string;
            labels: string[];
            /** @description Pixels, upright. */
            width: number;
            height: number;
            bytes: number;
            format: string;
            /** @description sha256 of the original bytes. */
            digest: string;
            /** @description Equal for the same image in another file. */
            contentDigest: string;
            /** @description Path of the original bytes. */
            image: string;
            /** @description Path of a small WebP. */
            thumbnail: string;
        };
        ItemPage: {
            items: components["schemas"]["ItemResponse"][];
            nextCursor: string | null;
        };
        FileProblemResponse: {
            name: string;
            reason: string;
            /** @description If false, the file was kept and should be checked. */
            leftOut: boolean;
        };
        FileProblemPage: {
            items: components["schemas"]["FileProblemResponse"][];
            nextCursor: string | null;
        };
        ModelResponse: {
            /** @example starter/efficientnet-lite0 */
            ref: string;
            owner: string;
            name: string;
            /** @enum {string} */
            visibility: "public" | "private";
            title: string;
            summary: string;
            /** @example image-classification */
            task: string;
            license: string | null;
            tags: string[];
            /** @description Formats the model came in. */
            formats: string[];
            architecture: string | null;
            /** @description [height, width] in pixels; empty where free. */
            inputSize: number[];
            parameters: number;
            /** @description Stored bytes of the weights. */
            bytes: number;
            downloads: number;
            /** @description To draw it by: [extent, channels] of its feature maps from input to output, where they shrink; empty where unknown. */
            outline: number[][];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        FacetValueResponse: {
            value: string;
            count: number;
        };
        FacetsResponse: {
            task: components["schemas"]["FacetValueResponse"][];
            tag: components["schemas"]["FacetValueResponse"][];
            license: components["schemas"]["FacetValueResponse"][];
            format: components["schemas"]["FacetValueResponse"][];
            /** @description Of the stored weights; see the parameter. */
            size: components["schemas"]["FacetValueResponse"][];
            owner: components["schemas"]["FacetValueResponse"][];
            architecture: components["schemas"]["FacetValueResponse"][];
        };
        ModelPage: {
            items: components["schemas"]["ModelResponse"][];
            nextCursor: string | null;
            /** @description Models that fit, on all pages. */
            total: number;
            facets: components["schemas"]["FacetsResponse"];
        };
        VersionSummaryResponse: {
            number: number;
            /** @description sha256 of the version's manifest: names it forever. */
            digest: string;
            /** @description sha256 over topology, weights, labels and preprocessing alone. */
            artifactDigest: string;
            aliases: string[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            yankedAt: string | null;
            yankReason: string | null;
            parameters: number;
            /** @description Stored bytes of the weights. */
            bytes: number;
            metrics?: {
                [key: string]: number;
            };
        };
        CardResponse: {
            /** @description The whole card: Markdown with YAML front matter. */
            markdown: string;
            /** @description Hugging Face's field names. */
            frontMatter: {
                [key: string]: unknown;
            };
            /** @description The Markdown below the front matter. */
            body: string;
        };
        ModelDetailResponse: {
            /** @example starter/efficientnet-lite0 */
            ref: string;
            owner: string;
            name: string;
            /** @enum {string} */
            visibility: "public" | "private";
            title: string;
            summary: string;
            /** @example image-classification */
            task: string;
            license: string | null;
            tags: string[];
            /** @description Formats the model came in. */
            formats: string[];
            architecture: string | null;
            /** @description [height, width] in pixels; empty where free. */
            inputSize: number[];
            parameters: number;
            /** @description Stored bytes of the weights. */
            bytes: number;
            downloads: number;
            /** @description To draw it by: [extent, channels] of its feature maps from input to output, where they shrink; empty where unknown. */
            outline: number[][];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Null where all were yanked. */
            latest: components["schemas"]["VersionSummaryResponse"] | null;
            /** @description The latest version's card. */
            card: components["schemas"]["CardResponse"] | null;
        };
        ChangeModelRequest: {
            /** @enum {string} */
            visibility: "public" | "private";
        };
        VersionPage: {
            items: components["schemas"]["VersionSummaryResponse"][];
            nextCursor: string | null;
        };
        NetworkResponse: {
            /** @enum {string} */
            task: "image-classification" | "multi-label-image-classification" | "feature-extraction" | "other";
            /** @description Keras' name of it, where it is recognised. */
            architecture: string | null;
            /** @description [height, width, channels] of images; null where free; without batch. */
            inputShape: (number | null)[];
            /** @description Without batch. */
            outputShape: (number | null)[];
            parameters: number;
            /** @description Parameters at and below the top boundary. */
            backboneParameters: number | null;
            /** @description How many layers it has. */
            layers: number;
            /** @description Stored bytes of the weights. */
            weightBytes: number;
            labelCount: number | null;
            /** @description As a model's `outline`; versions that were published before there were any lack it. */
            outline?: number[][];
        };
        TopBoundaryResponse: {
            /** @description The layer whose output is the last feature map; what follows it is the top. */
            layer: string;
            /**
             * @description How the top begins; `named` if the importer named the layer.
             * @enum {string}
             */
            kind: "pooling" | "flatten" | "convolution-classifier" | "named";
        };
        PreprocessingResponse: {
            /** @description [height, width] in pixels. */
            size: number[];
            /** @enum {number} */
            channels: 1 | 3;
            /**
             * @description `crop` keeps the proportions, covers the size and cuts out the middle.
             * @enum {string}
             */
            resize: "squash" | "crop";
            /** @enum {string} */
            interpolation: "nearest" | "bilinear" | "bicubic";
            /** @description Share of height and width that is kept, from the middle; all if left out. */
            cropFraction?: number;
            /** @description False: making an image smaller skips pixels, as `tf.image.resize` does by default; true if left out. */
            antialias?: boolean;
            /** @description value = (pixel in 0…255 × scale − mean[c]) / std[c], c in the order of the channels. */
            scale: number;
            mean: number[];
            std: number[];
            /** @enum {string} */
            channelOrder: "rgb" | "bgr";
        };
        OriginalFileResponse: {
            /** @example model.json */
            path: string;
            size: number;
            digest: string;
        };
        OriginResponse: {
            ref: string;
            digest: string;
        };
        LineageResponse: {
            base?: components["schemas"]["OriginResponse"];
            dataset?: components["schemas"]["OriginResponse"];
            /** @description Id of the run. */
            run?: string;
        };
        VersionResponse: {
            number: number;
            /** @description sha256 of the version's manifest: names it forever. */
            digest: string;
            /** @description sha256 over topology, weights, labels and preprocessing alone. */
            artifactDigest: string;
            aliases: string[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            yankedAt: string | null;
            yankReason: string | null;
            parameters: number;
            /** @description Stored bytes of the weights. */
            bytes: number;
            metrics?: {
                [key: string]: number;
            };
            /** @example starter/efficientnet-lite0@1 */
            ref: string;
            /** @description That it was yanked, and why. */
            warning?: string;
            title: string;
            summary: string;
            license: string | null;
            tags: string[];
            formats: string[];
            network: components["schemas"]["NetworkResponse"];
            /** @description Null where it has no top. */
            top: components["schemas"]["TopBoundaryResponse"] | null;
            /** @description The layer that new heads are grafted onto. */
            cut: string | null;
            /** @description Null if unknown. */
            preprocessing: components["schemas"]["PreprocessingResponse"] | null;
            /** @description One an output unit, in their order. */
            labels: string[] | null;
            /** @description Whether `…/evaluation` tells how good it is. */
            evaluated: boolean;
            original: components["schemas"]["OriginalFileResponse"][];
            lineage: components["schemas"]["LineageResponse"];
        };
        RelativeResponse: {
            /** @example ada/cats@2 */
            ref: string;
            digest: string;
            title: string;
            yanked: boolean;
            /** Format: date-time */
            createdAt: string;
        };
        FamilyResponse: {
            base?: components["schemas"]["OriginResponse"];
            dataset?: components["schemas"]["OriginResponse"];
            /** @description Id of the run. */
            run?: string;
            /** @description From the base to the first of the line. */
            ancestors: components["schemas"]["RelativeResponse"][];
            /** @description The newest hundred, the newest first; `…/children` has all. */
            children: components["schemas"]["RelativeResponse"][];
        };
        RelativePage: {
            items: components["schemas"]["RelativeResponse"][];
            nextCursor: string | null;
        };
        YankRequest: {
            /** @description Shown to people who still ask for the version. */
            reason?: string;
        };
        AliasResponse: {
            /** @example stable */
            name: string;
            /** @description The version's number. */
            version: number;
            /** Format: date-time */
            updatedAt: string;
        };
        AliasList: {
            items: components["schemas"]["AliasResponse"][];
        };
        MoveAliasRequest: {
            /**
             * @description A number, another alias or a digest.
             * @example 3
             */
            version: string;
        };
        LayerResponse: {
            name: string;
            /** @example Conv2D */
            className: string;
            /** @description Without batch. */
            outputShape: (number | null)[];
            parameters: number;
            trainable: boolean;
            /** @description Left out when the model is loaded without its top. */
            inTop: boolean;
            /** @description Names of the layers that it reads, each once. */
            inputs: string[];
            /** @description Everything above is computed from its output alone, so that freezing may end here. */
            onSpine: boolean;
        };
        LayerTableResponse: {
            top: components["schemas"]["TopBoundaryResponse"] | null;
            layers: components["schemas"]["LayerResponse"][];
        };
        PredictionResponse: {
            label: string;
            /** @description 0 to 1. */
            probability: number;
        };
        ImagePredictionResponse: {
            /** @description The file's name, as it was sent. */
            file: string;
            /** @description The best first. */
            predictions?: components["schemas"]["PredictionResponse"][];
            /** @description Why this image could not be read. */
            problem?: Record<string, never>;
        };
        ImportUpload: {
            /** Format: uuid */
            id: string;
            /** @description Path among the model's files, e.g. `model.json`; the upload's own name where left out. */
            name?: string;
        };
        CreateImportRequest: {
            /** @description One an output unit, in their order. */
            labels?: string[];
            /** @description How images become input: one of tf, caffe, torch, unit, none, or every setting. */
            preprocessing?: ("tf" | "caffe" | "torch" | "unit" | "none") | components["schemas"]["PreprocessingResponse"];
            /** @description The layer whose output is the last feature map; what follows it is the top. */
            top?: string;
            /** @description A file that holds a whole model, or a zip of its files. */
            upload?: string;
            /** @description A model's files, e.g. model.json and its weights. */
            uploads?: components["schemas"]["ImportUpload"][];
            url?: string;
            /** @description The Keras application that a file of weights alone belongs to, e.g. `MobileNet`. */
            application?: string;
            /** @description `s3://bucket/prefix`, or a folder of the server's machine by its whole path, to list all models in it. The operator says which may be, with GRAFT_INDEX_ALLOW. */
            index?: string;
            /** @description Namespace that indexed models go to; the caller's by default. */
            owner?: string;
            /**
             * @description Who may see indexed models that are new; private by default.
             * @enum {string}
             */
            visibility?: "public" | "private";
            /** @description `owner/name` that is proposed for publishing. */
            name?: string;
        };
        FoundLabelsResponse: {
            /**
             * @description The file or part of the model that says it, or `the request`.
             * @example labels.txt
             */
            from: string;
            /** @description One an output unit, or two for a single one. */
            value: string[];
        };
        FoundPreprocessingResponse: {
            /**
             * @description The file or part of the model that says it, or `the request`.
             * @example labels.txt
             */
            from: string;
            value: components["schemas"]["PreprocessingResponse"];
        };
        FoundLicenseResponse: {
            /**
             * @description The file or part of the model that says it, or `the request`.
             * @example labels.txt
             */
            from: string;
            /** @example mit */
            value: string;
        };
        ReadFileResponse: {
            /** @example model.json */
            name: string;
            /** @description Bytes. */
            size: number;
        };
        PreviewResponse: {
            /** @enum {string} */
            task: "image-classification" | "multi-label-image-classification" | "feature-extraction" | "other";
            /** @description Keras' name of it, where it is recognised. */
            architecture: string | null;
            /** @description [height, width, channels] of images; null where free; without batch. */
            inputShape: (number | null)[];
            /** @description Without batch. */
            outputShape: (number | null)[];
            parameters: number;
            /** @description Parameters at and below the top boundary. */
            backboneParameters: number | null;
            /** @example keras-hdf5 */
            format: string;
            top: components["schemas"]["TopBoundaryResponse"] | null;
            /** @description How many layers there are of each class. */
            layers: {
                [key: string]: number;
            };
            labels: components["schemas"]["FoundLabelsResponse"] | null;
            /** @description Null if unknown; publishing an image model needs it. */
            preprocessing: components["schemas"]["FoundPreprocessingResponse"] | null;
            license: components["schemas"]["FoundLicenseResponse"] | null;
            /** @description Weights that hold NaN or an infinity: it will hardly predict anything. */
            nonFiniteWeights: string[];
            /** @description Every file that was read. */
            files: components["schemas"]["ReadFileResponse"][];
        };
        IndexProblem: {
            /** @description Key of the model's main file. */
            key: string;
            reason: string;
            /** @description Whether the next index tries again, though the model is as it was: its store was away. */
            again: boolean;
        };
        IndexResponse: {
            /** @description Models that are new in the zoo. */
            indexed: number;
            /** @description Models that are what they were, and were not read. */
            unchanged: number;
            /** @description Models with another version now. */
            changed: number;
            /** @description Models that are yanked, since their objects are no more. */
            gone: number;
            /** @description Models that cannot be read. */
            refused: number;
            /** @description Models that were not read this time, and are tried again by the next index. */
            failed: number;
            /** @description Objects that belong to no model. */
            ignored: number;
            /** @description Why models were refused or failed, now or before; the first 1,000. */
            problems: components["schemas"]["IndexProblem"][];
        };
        ImportResponse: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description What was asked for. */
            source: Record<string, never>;
            /** @description Proposed for publishing: `owner/name`. */
            name: string | null;
            /** @description What it was published as, last: `owner/name@number`. */
            published: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            /**
             * Format: date-time
             * @description When it is forgotten; null while it is under way.
             */
            expiresAt: string | null;
            /** @description Once a model was read: what was found. */
            preview: components["schemas"]["PreviewResponse"] | null;
            /** @description Once read: the card that it is published with, where the request has no other. */
            card: components["schemas"]["CardResponse"] | null;
            /** @description Of a bucket or folder: how many models came out how. */
            result: components["schemas"]["IndexResponse"] | null;
            /** @description Why it failed: the file, the place in it and the reason. */
            problem: Record<string, never> | null;
        };
        ImportSummary: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description What was asked for. */
            source: Record<string, never>;
            /** @description Proposed for publishing: `owner/name`. */
            name: string | null;
            /** @description What it was published as, last: `owner/name@number`. */
            published: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            /**
             * Format: date-time
             * @description When it is forgotten; null while it is under way.
             */
            expiresAt: string | null;
        };
        ImportPage: {
            items: components["schemas"]["ImportSummary"][];
            nextCursor: string | null;
        };
        PublishImportRequest: {
            /** @description One an output unit, in their order. */
            labels?: string[];
            /** @description How images become input: one of tf, caffe, torch, unit, none, or every setting. */
            preprocessing?: ("tf" | "caffe" | "torch" | "unit" | "none") | components["schemas"]["PreprocessingResponse"];
            /** @description The layer whose output is the last feature map; what follows it is the top. */
            top?: string;
            /** @description `owner/name`; the name proposed at the import where left out. */
            name?: string;
            /** @enum {string} */
            visibility: "public" | "private";
            /** @description Markdown with YAML front matter; the card found beside the model where left out. */
            card?: string;
            /** @description Identifier in Hugging Face's spelling, e.g. `mit`; goes into the card. */
            license?: string;
            /** @description Go into the card, besides those that it has. */
            tags?: string[];
        };
        PublishedResponse: {
            /** @example ada/pets@1 */
            ref: string;
            digest: string;
            /** @description False where this very thing had been published under the name before. */
            created: boolean;
        };
        CatalogueEntryResponse: {
            /**
             * @description Proposed for the `name` of `owner/name`.
             * @example mobilenet-v2-100-224
             */
            name: string;
            title: string;
            /** @description What to send to `POST /imports`, which knows the application, hash and licence of it. */
            url: string;
            /** @enum {string} */
            format: "tfjs-layers" | "keras-weights";
            /** @description Keras' name of the architecture. */
            application: string;
            /** @description Width multiplier, where the architecture has one. */
            alpha?: number;
            includesTop: boolean;
            /** @description Null where the publisher states none. */
            license: string | null;
            task: string;
            /** @description [height, width] in pixels. */
            inputSize: number[];
            parameters: number;
            /** @description As a model's `outline`. */
            outline: number[][];
            /** @enum {string} */
            preprocessing: "tf" | "caffe" | "torch" | "none";
            /** @description MD5 of the file, hex, as its publisher's source has it. */
            md5?: string;
            /** @description Where the publisher names the address. */
            source: string;
        };
        CatalogueResponse: {
            items: components["schemas"]["CatalogueEntryResponse"][];
        };
        ApplicationResponse: {
            /**
             * @description What `application` of `POST /imports` takes.
             * @example MobileNet
             */
            name: string;
            /** @description How Keras' own weights of it want images: tf, caffe, torch or none. */
            preprocessing: string;
        };
        ApplicationList: {
            items: components["schemas"]["ApplicationResponse"][];
        };
        HeadRecipe: {
            /** @description Units of each hidden fully connected layer; [] for none. */
            hidden?: number[];
            /**
             * @description Activation of the hidden layers.
             * @enum {string}
             */
            activation?: "relu" | "elu" | "tanh" | "sigmoid" | "linear";
            /** @description Batch normalisation of the features, by their averages over the training images. */
            batchNorm?: boolean;
            /** @description Share of values dropped while training, before each fully connected layer. */
            dropout?: number;
            /**
             * @description How the feature map becomes a vector; none flattens it.
             * @enum {string}
             */
            pooling?: "avg" | "max" | "none";
        };
        SplitRecipe: {
            /** @description Share of the images to learn from. */
            train?: number;
            /** @description Share that decides when to stop. */
            validation?: number;
            /** @description Share kept aside for the evaluation. */
            test?: number;
        };
        Recipe: {
            head?: components["schemas"]["HeadRecipe"];
            /**
             * @description Which part of the network keeps its weights.
             * @enum {string}
             */
            freeze?: "backbone";
            /** @description The layer of the base that the head is grafted onto; what lies above it is left out. Any layer that all of the base's answer is computed from. */
            cut?: string;
            /** @enum {string} */
            optimizer?: "adam" | "sgd" | "momentum" | "rmsprop";
            learningRate?: number;
            /**
             * @description How the learning rate goes on from epoch to epoch.
             * @enum {string}
             */
            schedule?: "constant" | "cosine";
            /** @description Largest number of passes over the training images. */
            epochs?: number;
            /** @description Images a step. */
            batchSize?: number;
            /** @description Epochs without a lower validation loss before training stops; 0 never stops. */
            patience?: number;
            /** @description [height, width] in pixels, where the backbone permits. */
            inputSize?: number[];
            split?: components["schemas"]["SplitRecipe"];
            /** @description Decides the split, the first weights, dropout and the order of the images. */
            seed?: number;
            /**
             * @description auto lets each class weigh the same in the loss.
             * @enum {string}
             */
            classWeights?: "auto" | "none";
            /** @description Share of certainty taken from the right class and spread over all. */
            labelSmoothing?: number;
        };
        PublishAs: {
            /**
             * @description owner/name
             * @example ada/pets
             */
            name: string;
            /** @enum {string} */
            visibility: "public" | "private";
            /** @description Aliases to move to the version, besides latest. */
            aliases?: string[];
        };
        CreateRunRequest: {
            /**
             * @description The model to start from.
             * @example starter/efficientnet-lite0
             */
            base: string;
            /**
             * @description The data set to learn.
             * @example ada/pets@1
             */
            dataset: string;
            /** @description Settings of the recipe that you choose yourself. */
            recipe?: components["schemas"]["Recipe"];
            /** @description Publishes the result at the end. */
            publishAs?: components["schemas"]["PublishAs"];
        };
        RangeResponse: {
            low: number;
            high: number;
        };
        BaselineResponse: {
            label: string;
            accuracy: number;
        };
        ClassScoreResponse: {
            label: string;
            /** @description Share of the answers of this class that were right. */
            precision: number;
            /** @description Share of this class's images that were found. */
            recall: number;
            f1: number;
            /** @description Images of this class. */
            support: number;
        };
        WrongAnswerResponse: {
            /** @description The item's position in the data set. */
            position: number;
            name: string;
            true: string;
            predicted: string;
            /** @description Probability given to the wrong answer. */
            probability: number;
        };
        SplitResponse: {
            train: number;
            validation: number;
            test: number;
        };
        EvaluationResponse: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            task: "image-classification";
            images: number;
            accuracy: number;
            /** @description Where the true accuracy lies with 95 % confidence. */
            accuracyRange: components["schemas"]["RangeResponse"];
            macroF1: number;
            /** @description Mean cross-entropy per image. */
            loss: number;
            /** @description What always answering the largest class would have reached. */
            baseline: components["schemas"]["BaselineResponse"];
            classes: components["schemas"]["ClassScoreResponse"][];
            /** @description [true class][answered class], in the order of `classes`. */
            confusion: number[][];
            /** @description The wrong answers given with the most certainty. */
            mostWrong: components["schemas"]["WrongAnswerResponse"][];
            /** @description What to keep in mind when reading the figures. */
            note: string | null;
            /** @description Images of each part. */
            split: components["schemas"]["SplitResponse"];
        };
        EpochResponse: {
            /** @description From 1. */
            epoch: number;
            loss: number;
            accuracy: number;
            valLoss: number;
            valAccuracy: number;
            learningRate: number;
        };
        VersionLink: {
            /** @example starter/efficientnet-lite0@1 */
            ref: string;
            digest: string | null;
        };
        RunDatasetLink: {
            /** @example starter/efficientnet-lite0@1 */
            ref: string;
            digest: string | null;
            /** @description Whether its owner has deleted the data set since. */
            deleted: boolean;
        };
        EnginesResponse: {
            inference: string;
            training: string;
            why: string;
        };
        RunResponse: {
            /** Format: uuid */
            id: string;
            /**
             * @description What it learns; `evaluation` and `history` depend on it.
             * @enum {string}
             */
            task: "image-classification";
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            base: components["schemas"]["VersionLink"];
            dataset: components["schemas"]["RunDatasetLink"];
            /** @description Every part of the recipe. */
            recipe: components["schemas"]["Recipe"];
            artifactDigest: string | null;
            /** @description On the test images. */
            accuracy: number | null;
            /** @description What it was published as, last. */
            published: components["schemas"]["VersionLink"] | null;
            /** @description Problem details of a failed run. */
            problem: Record<string, never> | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            finishedAt: string | null;
            /** @description Why each setting that was chosen for you is as it is. */
            reasons: {
                [key: string]: string;
            };
            /** @description Which engine ran what, and why. */
            engine: components["schemas"]["EnginesResponse"] | null;
            /** @description How good the model is on the test images. */
            evaluation: components["schemas"]["EvaluationResponse"] | null;
            /** @description What each epoch came to. */
            history: components["schemas"]["EpochResponse"][];
            /** @description Seconds that each step took. */
            seconds: {
                [key: string]: number;
            };
        };
        ChooseRecipeRequest: {
            /**
             * @description The model to start from.
             * @example starter/efficientnet-lite0
             */
            base: string;
            /** @description Settings of the recipe that you choose yourself. */
            recipe?: components["schemas"]["Recipe"];
            /** @example ada/pets@1 */
            dataset?: string;
            /** @description Images of each class, where they are in no data set yet. */
            images?: number[];
        };
        ChosenRecipeResponse: {
            /** @description Every part of the recipe. */
            recipe: components["schemas"]["Recipe"];
            /** @description Why each part that was not set is as it is. */
            reasons: {
                [key: string]: string;
            };
        };
        RunSummaryResponse: {
            /** Format: uuid */
            id: string;
            /**
             * @description What it learns; `evaluation` and `history` depend on it.
             * @enum {string}
             */
            task: "image-classification";
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            base: components["schemas"]["VersionLink"];
            dataset: components["schemas"]["RunDatasetLink"];
            /** @description Every part of the recipe. */
            recipe: components["schemas"]["Recipe"];
            artifactDigest: string | null;
            /** @description On the test images. */
            accuracy: number | null;
            /** @description What it was published as, last. */
            published: components["schemas"]["VersionLink"] | null;
            /** @description Problem details of a failed run. */
            problem: Record<string, never> | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            finishedAt: string | null;
        };
        RunPage: {
            items: components["schemas"]["RunSummaryResponse"][];
            nextCursor: string | null;
        };
        PublishRunRequest: {
            /**
             * @description owner/name
             * @example ada/pets
             */
            name: string;
            /** @enum {string} */
            visibility: "public" | "private";
            /** @description Aliases to move to the version, besides latest. */
            aliases?: string[];
            /** @description Markdown with YAML front matter; written from the run where left out. */
            card?: string;
            /**
             * @description In place of the base's licence.
             * @example mit
             */
            license?: string;
        };
        VersionEvaluationResponse: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            task: "image-classification";
            images: number;
            accuracy: number;
            /** @description Where the true accuracy lies with 95 % confidence. */
            accuracyRange: components["schemas"]["RangeResponse"];
            macroF1: number;
            /** @description Mean cross-entropy per image. */
            loss: number;
            /** @description What always answering the largest class would have reached. */
            baseline: components["schemas"]["BaselineResponse"];
            classes: components["schemas"]["ClassScoreResponse"][];
            /** @description [true class][answered class], in the order of `classes`. */
            confusion: number[][];
            /** @description The wrong answers given with the most certainty. */
            mostWrong: components["schemas"]["WrongAnswerResponse"][];
            /** @description What to keep in mind when reading the figures. */
            note: string | null;
            /** @description Images of each part. */
            split: components["schemas"]["SplitResponse"];
            /** @description The data set of the images, where you may see it. */
            dataset: string | null;
        };
        FsckProgressResponse: {
            /** @description Blobs that were read. */
            blobs: number;
            /** @description Bytes that were read. */
            bytes: number;
            totalBlobs: number;
            totalBytes: number;
        };
        FsckCheckedResponse: {
            blobs: number;
            /** @description Bytes that were read and compared with their digests; 0 in a quick check. */
            bytes: number;
            versions: number;
            /** @description Versions of data sets. */
            datasets: number;
            runs: number;
        };
        FindingResponse: {
            /** @enum {string} */
            kind: "damaged" | "missing" | "half-made" | "wrong-alias" | "lost-version" | "published-twice" | "other-artifact" | "published-again" | "stuck-job" | "unneeded";
            /** @enum {string} */
            severity: "error" | "warning" | "info";
            /** @description Digest of the blob, if the finding is about a blob. */
            digest?: string;
            /** @example ada/pets@3 */
            where: string;
            /** @description What is wrong, and what you can do. */
            detail: string;
            /** @description What cannot be used completely because of it. */
            touches: string[];
        };
        MendedResponse: {
            digest: string;
            /** @description The source that its bytes were restored from. */
            from: string;
        };
        FsckReportResponse: {
            /** @description Whether no finding is an error. */
            ok: boolean;
            checked: components["schemas"]["FsckCheckedResponse"];
            /** @description The worst first, at most 1,000. */
            findings: components["schemas"]["FindingResponse"][];
            /** @description Number of further findings that are not in the list. */
            omitted: number;
            /** @description Blobs that were damaged or missing and are restored. */
            mended: components["schemas"]["MendedResponse"][];
        };
        FsckResponse: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "running" | "done" | "failed";
            quick: boolean;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            progress: components["schemas"]["FsckProgressResponse"];
            /** @description The findings, once the check has ended. */
            report: components["schemas"]["FsckReportResponse"] | null;
            /** @description Problem details, if the check failed. */
            problem: Record<string, never> | null;
        };
        FsckRequest: {
            /** @description Check only the database, and presence and size of blobs, without reading them. */
            quick?: boolean;
            /** @description Unused blobs are reported if they are older than this number of hours; 24 by default. */
            graceHours?: number;
            /** @description Restore damaged and missing blobs from the original upload, the database or the replica. */
            mend?: boolean;
            /** @description A copy of the blobs: `s3://bucket/prefix`, or a folder of the server. GRAFT_REPLICA by default. */
            replica?: string;
        };
        TallyResponse: {
            blobs: number;
            bytes: number;
        };
        SweepReportResponse: {
            /** @description Used, or stored within the grace period or since a running job started. */
            kept: components["schemas"]["TallyResponse"];
            /** @description Unused: deleted, or in a dry run to be deleted. */
            unneeded: components["schemas"]["TallyResponse"];
            /** @description The first hundred unused blobs. */
            digests: string[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "Health.alive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Health.ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Names the part that is not available, and the reason. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Me.me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeResponse"];
                };
            };
        };
    };
    "Namespaces.list": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamespacePage"];
                };
            };
        };
    };
    "Namespaces.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateNamespaceRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamespaceResponse"];
                };
            };
        };
    };
    "Session.signIn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The browser is signed in to another account, and `replace` is not set. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Session.signOut": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Session.createOneTimeToken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneTimeTokenResponse"];
                };
            };
        };
    };
    "Tokens.list": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPage"];
                };
            };
        };
    };
    "Tokens.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTokenRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedTokenResponse"];
                };
            };
        };
    };
    "Tokens.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Users.list": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
        };
    };
    "Users.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUserRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
        };
    };
    "Users.change": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeUserRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
        };
    };
    "Users.listTokens": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPage"];
                };
            };
        };
    };
    "Users.revokeTokens": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedTokensResponse"];
                };
            };
        };
    };
    "Users.revokeToken": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Sample.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleResponse"];
                };
            };
        };
    };
    "Sample.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeldOutListResponse"];
                };
            };
        };
    };
    "Sample.image": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                label: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Arrivals.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArrivalResponse"];
                };
            };
        };
    };
    "Arrivals.events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Arrivals.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArrivalResponse"];
                };
            };
        };
    };
    "Datasets.list": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetPage"];
                };
            };
        };
    };
    "Datasets.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateDatasetRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    /** @description Path of the job that processes the images. */
                    Location?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArrivalResponse"];
                };
            };
        };
    };
    "Datasets.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetResponse"];
                };
            };
        };
    };
    "Datasets.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Datasets.change": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeDatasetRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetResponse"];
                };
            };
        };
    };
    "DatasetVersions.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A number, or `latest`. */
                version: unknown;
                name: unknown;
                owner: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetVersionResponse"];
                };
            };
        };
    };
    "DatasetVersions.labels": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A number, or `latest`. */
                version: unknown;
                name: unknown;
                owner: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelsResponse"];
                };
            };
        };
    };
    "DatasetVersions.items": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: number;
                /** @description Only images with this label. */
                label?: string;
            };
            header?: never;
            path: {
                /** @description A number, or `latest`. */
                version: unknown;
                name: unknown;
                owner: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemPage"];
                };
            };
        };
    };
    "DatasetVersions.problems": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description A number, or `latest`. */
                version: unknown;
                name: unknown;
                owner: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Files that were left out, or kept and should be checked, with the reason */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileProblemPage"];
                };
            };
        };
    };
    "DatasetVersions.image": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A number, or `latest`. */
                version: unknown;
                name: unknown;
                owner: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "DatasetVersions.thumbnail": {
        parameters: {
            query?: {
                /** @description Pixels of the longer side. */
                size?: number;
            };
            header?: never;
            path: {
                /** @description A number, or `latest`. */
                version: unknown;
                name: unknown;
                owner: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Models.list": {
        parameters: {
            query?: {
                /** @description Words, or beginnings of words, all of which have to be there. */
                query?: string;
                /** @description Any of these tasks. */
                task?: string[];
                /** @description All of these tags. */
                tag?: string[];
                /** @description Any of these licences. */
                license?: string[];
                /** @description Any of these formats, e.g. `tfjs-layers`. */
                format?: string[];
                /** @description Any of these sizes of the stored weights: up to 5 MB, 25 MB, 100 MB, and beyond. */
                size?: ("tiny" | "small" | "medium" | "large")[];
                /** @description Any of these namespaces. */
                owner?: string[];
                /** @description Any of these architectures, by Keras' names. */
                architecture?: string[];
                /** @description Relevance where there is a query, else the last updated first. */
                sort?: "updated" | "downloads" | "name" | "size" | "relevance";
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPage"];
                };
            };
        };
    };
    "Models.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDetailResponse"];
                };
            };
        };
    };
    "Models.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Models.change": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeModelRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelResponse"];
                };
            };
        };
    };
    "Versions.list": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: number;
            };
            header?: never;
            path: {
                owner: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionPage"];
                };
            };
        };
    };
    "Versions.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionResponse"];
                };
            };
        };
    };
    "Versions.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Versions.card": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardResponse"];
                };
            };
        };
    };
    "Versions.family": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FamilyResponse"];
                };
            };
        };
    };
    "Versions.children": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelativePage"];
                };
            };
        };
    };
    "Versions.yank": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["YankRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionResponse"];
                };
            };
        };
    };
    "Versions.unyank": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionResponse"];
                };
            };
        };
    };
    "Aliases.list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AliasList"];
                };
            };
        };
    };
    "Aliases.move": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                alias: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveAliasRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AliasResponse"];
                };
            };
        };
    };
    "Aliases.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                alias: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Export.tfjsModel": {
        parameters: {
            query?: {
                /** @description Whether the layers above the top boundary stay; by default they do, unless a layer is named. */
                top?: boolean;
                /** @description What follows the last feature map where the top is left out; nothing by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input: height, width, channels. */
                inputShape?: string;
                /** @description The layer whose output is wanted, instead of the top boundary. */
                layer?: string;
            };
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Export.onnx": {
        parameters: {
            query?: {
                /** @description Whether the layers above the top boundary stay; by default they do, unless a layer is named. */
                top?: boolean;
                /** @description What follows the last feature map where the top is left out; nothing by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input: height, width, channels. */
                inputShape?: string;
                /** @description The layer whose output is wanted, instead of the top boundary. */
                layer?: string;
                /** @description Whether the model takes pixels in 0…255 and normalises them itself. */
                preprocessing?: boolean;
            };
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Export.keras": {
        parameters: {
            query?: {
                /** @description Whether the layers above the top boundary stay; by default they do, unless a layer is named. */
                top?: boolean;
                /** @description What follows the last feature map where the top is left out; nothing by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input: height, width, channels. */
                inputShape?: string;
                /** @description The layer whose output is wanted, instead of the top boundary. */
                layer?: string;
            };
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
                format: "h5" | "keras";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Export.original": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
                /** @description Path among the uploaded files. */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Export.companion": {
        parameters: {
            query?: {
                /** @description Whether the layers above the top boundary stay; by default they do, unless a layer is named. */
                top?: boolean;
                /** @description What follows the last feature map where the top is left out; nothing by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input: height, width, channels. */
                inputShape?: string;
                /** @description The layer whose output is wanted, instead of the top boundary. */
                layer?: string;
            };
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
                format: "tfjs" | "onnx" | "keras";
                companion: "labels" | "preprocessing";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Export.tfjsShard": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
                /** @description As model.json names it. */
                shard: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Versions.layers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayerTableResponse"];
                };
            };
        };
    };
    "Predict.predict": {
        parameters: {
            query?: {
                /** @description How many labels, the best first. */
                top?: number;
            };
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    images?: string[];
                };
                "image/*": {
                    images?: string[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagePredictionResponse"][];
                };
            };
        };
    };
    "Imports.list": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPage"];
                };
            };
        };
    };
    "Imports.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateImportRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResponse"];
                };
            };
        };
    };
    "Imports.find": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResponse"];
                };
            };
        };
    };
    "Imports.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Imports.events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Imports.layers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayerTableResponse"];
                };
            };
        };
    };
    "Imports.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResponse"];
                };
            };
        };
    };
    "Imports.publish": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishImportRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedResponse"];
                };
            };
        };
    };
    "Catalogue.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueResponse"];
                };
            };
        };
    };
    "Applications.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationList"];
                };
            };
        };
    };
    "Runs.list": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPage"];
                };
            };
        };
    };
    "Runs.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateRunRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunResponse"];
                };
            };
        };
    };
    "Runs.chooseRecipe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChooseRecipeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChosenRecipeResponse"];
                };
            };
        };
    };
    "Runs.find": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunResponse"];
                };
            };
        };
    };
    "Runs.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Runs.events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Runs.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunResponse"];
                };
            };
        };
    };
    "Runs.resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunResponse"];
                };
            };
        };
    };
    "Runs.card": {
        parameters: {
            query: {
                /** @description owner/name that it is to be published as. */
                name: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardResponse"];
                };
            };
        };
    };
    "Runs.publish": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishRunRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionLink"];
                };
            };
        };
    };
    "RunModel.tfjsModel": {
        parameters: {
            query?: {
                /** @description Whether the layers above the top boundary stay; by default they do, unless a layer is named. */
                top?: boolean;
                /** @description What follows the last feature map where the top is left out; nothing by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input: height, width, channels. */
                inputShape?: string;
                /** @description The layer whose output is wanted, instead of the top boundary. */
                layer?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "RunModel.onnx": {
        parameters: {
            query?: {
                /** @description Whether the layers above the top boundary stay; by default they do, unless a layer is named. */
                top?: boolean;
                /** @description What follows the last feature map where the top is left out; nothing by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input: height, width, channels. */
                inputShape?: string;
                /** @description The layer whose output is wanted, instead of the top boundary. */
                layer?: string;
                /** @description Whether the model takes pixels in 0…255 and normalises them itself. */
                preprocessing?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "RunModel.keras": {
        parameters: {
            query?: {
                /** @description Whether the layers above the top boundary stay; by default they do, unless a layer is named. */
                top?: boolean;
                /** @description What follows the last feature map where the top is left out; nothing by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input: height, width, channels. */
                inputShape?: string;
                /** @description The layer whose output is wanted, instead of the top boundary. */
                layer?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "RunModel.predict": {
        parameters: {
            query?: {
                /** @description How many labels, the best first. */
                top?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagePredictionResponse"][];
                };
            };
        };
    };
    "RunModel.companion": {
        parameters: {
            query?: {
                /** @description Whether the layers above the top boundary stay; by default they do, unless a layer is named. */
                top?: boolean;
                /** @description What follows the last feature map where the top is left out; nothing by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input: height, width, channels. */
                inputShape?: string;
                /** @description The layer whose output is wanted, instead of the top boundary. */
                layer?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "RunModel.tfjsShard": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                shard: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "VersionEvaluation.find": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionEvaluationResponse"];
                };
            };
        };
    };
    "Fsck.latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FsckResponse"];
                };
            };
        };
    };
    "Fsck.start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FsckRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FsckResponse"];
                };
            };
        };
    };
    "Gc.plan": {
        parameters: {
            query?: {
                /** @description Blobs that were stored within this number of hours are kept. At most ten years. */
                graceHours?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweepReportResponse"];
                };
            };
        };
    };
    "Gc.sweep": {
        parameters: {
            query?: {
                /** @description Blobs that were stored within this number of hours are kept. At most ten years. */
                graceHours?: number;
                /** @description Run even if a job is older than the grace period. Blobs that the job has stored are kept in any case. */
                force?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweepReportResponse"];
                };
            };
            /** @description A job is older than the grace period. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
