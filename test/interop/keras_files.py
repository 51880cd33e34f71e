"""Loads or makes model files with one generation of Keras and says what the models compute.

usage: keras_files.py keras|tf_keras TASKS RESULTS

TASKS is a JSON list of {file, inputs, build?}. Without `build`, the file is loaded; with it, an application is built with
random weights and saved there. RESULTS becomes a list of {outputs, parameters, layers} or {error}, one a task. Tensors are
{shape, data}, data the base64 of float32 values.
"""

import base64
import importlib
import json
import sys

import numpy

generation, tasks_path, results_path = sys.argv[1:]
keras = importlib.import_module(generation)


def tensor_in(tensor):
    return numpy.frombuffer(base64.b64decode(tensor['data']), '<f4').reshape(tensor['shape'])


def tensor_out(values):
    values = numpy.asarray(values, '<f4')
    return {'shape': values.shape, 'data': base64.b64encode(values.tobytes()).decode()}


def application(name, weights_only, **options):
    model = getattr(keras.applications, name)(weights=None, **options)
    random = numpy.random.default_rng(1)
    for layer in model.layers:
        # What training changes, so that it matters which of a layer's vectors is which.
        layer.set_weights([spread(value, random) if value.ndim == 1 else value for value in layer.get_weights()])
    return model


def spread(value, random):
    return (value + random.uniform(0, 0.2, value.shape)).astype(value.dtype)


def run(task):
    keras.backend.clear_session()
    if 'build' in task:
        model = application(**task['build'])
        if task['build']['weights_only']:
            model.save_weights(task['file'])
        else:
            model.save(task['file'])
    else:
        model = keras.models.load_model(task['file'], compile=False)
    inputs = [tensor_in(tensor) for tensor in task['inputs']]
    outputs = model(inputs if len(inputs) > 1 else inputs[0], training=False)
    return {
        'outputs': [tensor_out(output) for output in (outputs if isinstance(outputs, (list, tuple)) else [outputs])],
        'parameters': model.count_params(),
        'layers': [layer.name for layer in model.layers if layer.weights],
    }


def attempt(task):
    try:
        return run(task)
    except Exception as error:  # one file that fails must not hide what the others do
        return {'error': f'{type(error).__name__}: {error}'}


with open(tasks_path) as file:
    tasks = json.load(file)
results = [attempt(task) for task in tasks]
with open(results_path, 'w') as file:
    json.dump(results, file)
